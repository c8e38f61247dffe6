"""The only door: everything from outside comes in here, and is asked of the services."""

from __future__ import annotations

from flask import Flask
from flask_babel import Babel
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from gateway import assets, errors, files, headers, health, installation, languages, proofs, rates, tracks, who
from gateway.api import documentation
from gateway.installation import Calls, Installation
from gateway.pages import (
    absences,
    account,
    accounts,
    advice,
    board,
    calendar,
    cases,
    circle,
    day,
    desk,
    directory,
    documents,
    erasures,
    feeds,
    frame,
    history,
    interpreters,
    kept,
    letters,
    looks,
    mailbox,
    messages,
    new_request,
    offers,
    operations,
    own_times,
    own_ways,
    people,
    plans,
    post,
    privacy,
    public,
    questions,
    releases,
    sheets,
    sign_in,
    slot_booking,
    staff_frame,
    staff_messages,
    stops,
    teams,
    templates,
    waiting,
    work,
)
from gateway.sessions import PagesOnly
from gateway.settings import GatewaySettings
from services.chassis import calls as services_calls
from services.chassis import environment, logs, tracing
from services.chassis import health as internal_health
from services.chassis.identity import Signer
from services.chassis.programme import Programme
from services.chassis.programme import load as load_programme
from services.chassis.vault import identity_key

_YEAR_SECONDS = 31_536_000


def create_app(settings: GatewaySettings, calls: Calls, programme: Programme) -> Flask:
    """The gateway as a WSGI application, for this region, speaking to the services over `calls`.

    Raises assets.NotBuilt, with what to do, where the style sheets are missing.
    """
    assets.manifest()
    app = Flask("gateway")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=settings.max_body_bytes,
        SEND_FILE_MAX_AGE_DEFAULT=_YEAR_SECONDS,  # static files carry a digest in their names
        SESSION_COOKIE_NAME="__Host-lotse" if settings.secure_cookies else "lotse",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_SAMESITE="Lax",
        # A form may stay open for days. The token is bound to the browser, so no referrer is needed either.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        BABEL_DEFAULT_LOCALE="en",  # the language that the messages are written in
        BABEL_DEFAULT_TIMEZONE=programme.time_zone,
        PROPAGATE_EXCEPTIONS=False,
    )
    app.json.sort_keys = app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]

    app.session_interface = PagesOnly()
    installation.install(app, Installation(settings, calls, programme))
    rates.start(app)
    proofs.start(app)
    tracks.install(app)
    files.install(app)  # before anything reads a form
    app.before_request(who.identify)
    kept.install(app)
    protection = CSRFProtect(app)
    Babel(app, locale_selector=languages.locale)
    headers.install(app, over_tls=settings.secure_cookies)

    documentation.install(app)
    for exempt in documentation.DESCRIBED:
        protection.exempt(exempt)  # no cookie opens anything there, so there is nothing to forge
    app.register_blueprint(health.blueprint)
    app.register_blueprint(public.entrance)
    spoken = ",".join(programme.page_languages)
    app.register_blueprint(public.blueprint, url_prefix=f"/<any({spoken}):language>")
    protection.exempt(stops.blueprint)  # its address carries all that is needed
    app.register_blueprint(stops.blueprint, url_prefix=f"/<any({spoken}):language>")
    app.register_blueprint(own_times.blueprint, url_prefix=f"/<any({spoken}):language>")
    app.register_blueprint(own_ways.blueprint, url_prefix=f"/<any({spoken}):language>")
    of_staff = f"/<any({','.join(languages.OF_STAFF)}):language>"
    for page in (
        sign_in,
        account,
        accounts,
        desk,
        new_request,
        advice,
        work,
        offers,
        cases,
        circle,
        teams,
        absences,
        looks,
        privacy,
        sheets,
        feeds,
        interpreters,
        waiting,
        messages,
        staff_messages,
        post,
        templates,
        mailbox,
        plans,
        people,
        documents,
        letters,
        calendar,
        day,
        slot_booking,
        board,
        operations,
        history,
        releases,
        erasures,
        directory,
        questions,
    ):
        app.register_blueprint(page.blueprint, url_prefix=of_staff)

    who.public(app.view_functions["static"])
    errors.install(app)  # after the API, whose own error handler it replaces
    app.register_error_handler(CSRFError, public.say_again)
    frame.install(app)
    staff_frame.install(app)
    return app


def assemble() -> tuple[Flask, services_calls.Calls]:
    """The gateway from the environment, with its connection to the broker already being built up."""
    settings = environment.read(GatewaySettings, "GATEWAY")
    logs.configure(settings.log_level)
    tracing.configure("gateway", settings.otlp_endpoint)
    signer = Signer(identity_key(settings.identity_signing_key))
    calls = services_calls.Calls(settings.broker_url, signer, settings.call_deadline_seconds)
    calls.start()
    if settings.health_port:
        internal = internal_health.application({"broker": calls.ready})
        internal_health.HealthServer(settings.health_host, settings.health_port, internal).start()
    return create_app(settings, calls, load_programme(settings.programme)), calls


def from_environment() -> Flask:
    """What gunicorn serves."""
    return assemble()[0]
