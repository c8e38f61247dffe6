"""The words of a message, in the reader's language, as a mail with a text and an HTML part.

Content is neutral: whoever looks over the reader's shoulder learns a reference, when and where, and whom to call,
never the topic. The words stand in `words/<language>.toml`; the placeholders are the same in every language. What
says something we have no fact for is left out; paragraphs in a list of their own stand or fall together.
"""

from __future__ import annotations

from services.notifications.letters.words import languages
from services.notifications.letters.writing import Letters

__all__ = ["Letters", "languages"]
