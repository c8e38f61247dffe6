"""The pages: server-rendered, usable without a script. One file per group of people who read them."""
