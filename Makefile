# What this tree can do; each line calls a script that also runs by itself.
.PHONY: help run test check bench faults mutants pages lock clean
.DEFAULT_GOAL := help
python := .venv/bin/python

help: ## this list
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 16

run: ## start everything with a demo programme on http://localhost:8080 (LOTSE_PORT)
	@deploy/setup run && exec $(python) -m deploy.lotse demo

test: ## run all tests in both worlds (about a quarter of an hour); ONLY="tests/unit -k triage" runs some
	@deploy/setup test && exec $(python) -m tests.run $(ONLY)

check: ## style, types, who imports whom, generated pages
	@deploy/setup check && exec deploy/check

bench: ## measure beside the usual nameko way, and full beside nearly empty, and print the ratios
	@deploy/setup test && $(python) -m tests.bench && $(python) -m tests.bench.growth
	@$(python) -m tests.bench.slots && exec $(python) -m tests.bench.reminders

faults: ## the long run of everything that may break
	@deploy/setup test && exec $(python) -m tests.run --long tests/faults

mutants: ## take each guarantee away and see the tests go red
	@deploy/setup test && exec $(python) -m tests.mutants

pages: ## write the generated pages anew
	@deploy/setup check && exec $(python) -m deploy.pages

lock: ## write the lock files anew; UPGRADE=--upgrade takes the newest versions
	@deploy/setup check && exec deploy/lock $(UPGRADE)

clean: ## remove what was built and installed; var/ with its data stays
	rm -rf .venv .cache .pytest_cache .hypothesis gateway/assets/node_modules gateway/static/built
	find . -name __pycache__ -prune -exec rm -rf {} + ; find gateway -name '*.mo' -delete
