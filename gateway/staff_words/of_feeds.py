"""Words for private calendars."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences import N_

_ADDRESS = N_("The calendar has an address. Please copy it now: it is shown only once.")
_NO_ADDRESS = N_("The address is taken back: nothing can be read there any more.")

TABLES: Mapping[str, Mapping[str, str]] = {
    "feed": {
        "name": N_("Lotse: appointments"),
        "counsellor": N_("Appointment"),
        "interpreter": N_("Interpreting"),
        "phone": N_("By telephone"),
        "video": N_("By video"),
    },
    "done": {
        "make_feed": _ADDRESS,
        "revoke_feed": _NO_ADDRESS,
        "make_interpreter_feed": _ADDRESS,
        "revoke_interpreter_feed": _NO_ADDRESS,
    },
}
