"""Names of people in any script: how one is written in Latin letters, how it sounds, and how like another it is.

The same person is Юлія at one desk, Yuliya at the next and Julija in their passport. Three questions are answered,
without a network, a dictionary or a memory of any name:

* `latin`: how is this name written in Latin letters?
* `keys`: under which sounds would somebody look it up who only heard it?
* `likeness`: how like are two spellings, of 100?

No answer says that two people are one: that is decided by somebody who can ask.
"""

from services.chassis.names.characters import beyond_latin, latin
from services.chassis.names.likely import likeness, likeness_to
from services.chassis.names.sounds import keys

__all__ = ["beyond_latin", "keys", "latin", "likeness", "likeness_to"]
