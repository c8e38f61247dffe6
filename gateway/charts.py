"""Small charts as SVG, drawn here: a library for charts would bring scripts, inline styles that our content security
policy forbids, or half a kit for scientific computing, for what is a few rectangles.

Widths are in percent and heights in em, so a chart fits its place on a phone and grows with the reader's letters
without any of them being stretched. What it looks like, in light, dark and print, the style sheet says (`.chart`).
No colour means anything: every bar carries its name and its number, and one that is not shown has a broken outline;
a course carries its last number, and tells every point to whoever does not see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

# Of one bar, in em: the whole, where the line with name and number stands, where the bar begins, how thick it is.
_STEP, _BASELINE, _TOP, _THICK = 2.75, 1.0, 1.5, 0.625

_CHART = Markup(
    '<svg class="chart" role="img" aria-labelledby="{id}-title" aria-describedby="{id}-desc" focusable="false"'
    ' width="100%" height="{height}em"><title id="{id}-title">{title}</title><desc id="{id}-desc">{description}</desc>'
    "{bars}</svg>"
)
_NAME = Markup(
    '<text class="chart__name" x="0" y="{baseline}em">{name}</text>'
    '<text class="chart__count" x="100%" y="{baseline}em" text-anchor="end"><tspan{look}>{said}</tspan></text>'
)
_SHOWN = Markup(
    '<rect class="chart__track" x="0" y="{top}em" width="100%" height="{thick}em" rx="3"/>'
    '<rect class="chart__bar" x="0" y="{top}em" width="{width}%" height="{thick}em" rx="3"/>'
)
# Drawn a little inside its place, so that the outline is not cut off.
_NOT_SHOWN = Markup(
    '<svg x="0" y="{top}em" width="100%" height="{thick}em" overflow="visible">'
    '<rect class="chart__not" x="0" y="0" width="100%" height="100%" rx="3"/></svg>'
)


@dataclass(frozen=True)
class Bar:
    """One bar: its name, how long it is (None for a number that is not shown), and what is written there."""

    name: str
    count: int | None
    said: str


def bars(id: str, title: str, bars: Sequence[Bar], longest: int, not_shown: str) -> Markup:
    """A chart of horizontal bars, one beneath the other, each with its name and number above it.

    `id` is the chart's own on its page; `longest` is the number whose bar is as wide as the chart, so that charts that
    stand side by side have one scale. Whoever does not see it is told `title` and every name with its number, or
    `not_shown`.
    """
    told = ", ".join(f"{bar.name}: {bar.said if bar.count is not None else not_shown}" for bar in bars)
    return _CHART.format(
        id=id,
        title=title,
        description=told,
        height=_STEP * len(bars),
        bars=Markup("").join(_bar(bar, number * _STEP, longest) for number, bar in enumerate(bars)),
    )


def _bar(bar: Bar, above: float, longest: int) -> Markup:
    look = Markup(' class="chart__count--not"') if bar.count is None else ""
    name = _NAME.format(name=bar.name, said=bar.said, baseline=above + _BASELINE, look=look)
    top = above + _TOP
    if bar.count is None:
        return name + _NOT_SHOWN.format(top=top, thick=_THICK)
    width = round(100 * bar.count / longest, 2) if longest else 0
    return name + _SHOWN.format(top=top, thick=_THICK, width=width)


# Of a course, in em: one step of the scale, the room above and below it, how big a point is.
_RISE, _ROOM, _POINT = 0.5, 0.5, 0.25
# Of a course, in percent: where it begins and ends; beside its end stands the last number.
_FROM, _TO = 3, 85

_COURSE = Markup(
    '<svg class="chart chart--course" role="img" aria-labelledby="{id}-title" aria-describedby="{id}-desc"'
    ' focusable="false" width="100%" height="{height}em"><title id="{id}-title">{title}</title>'
    '<desc id="{id}-desc">{description}</desc>{grid}{way}{points}'
    '<text class="chart__count" x="100%" y="{baseline}em" text-anchor="end">{last}</text></svg>'
)
_LINE = Markup('<line class="{look}" x1="{x1}%" y1="{y1}em" x2="{x2}%" y2="{y2}em"/>')
_DOT = Markup('<circle class="chart__point" cx="{x}%" cy="{y}em" r="{size}em"/>')


@dataclass(frozen=True)
class Point:
    """Where something stood on a scale from 0 on, and when, in words."""

    when: str
    height: int


def course(id: str, title: str, points: Sequence[Point], highest: int) -> Markup:
    """How something went on a scale from 0 to `highest`: a line from point to point, with the last number at its end.

    `id` is the chart's own on its page. Whoever does not see it is told `title` and every point with its day.
    """
    across = (_TO - _FROM) / max(len(points) - 1, 1)
    places = [(round(_FROM + number * across, 2), _below(point.height, highest)) for number, point in enumerate(points)]
    grid = ((_FROM, _below(height, highest), _TO, _below(height, highest)) for height in range(highest + 1))
    way = ((*one, *other) for one, other in zip(places, places[1:], strict=False))
    return _COURSE.format(
        id=id,
        title=title,
        description=", ".join(f"{point.when}: {point.height}" for point in points),
        height=highest * _RISE + 2 * _ROOM,
        grid=_lines("chart__scale", grid),
        way=_lines("chart__way", way),
        points=Markup("").join(_DOT.format(x=x, y=y, size=_POINT) for x, y in places),
        baseline=places[-1][1] + 0.35,
        last=points[-1].height,
    )


def _below(height: int, highest: int) -> float:
    return _ROOM + (highest - height) * _RISE


def _lines(look: str, ends: Iterable[tuple[float, float, float, float]]) -> Markup:
    return Markup("").join(_LINE.format(look=look, x1=x1, y1=y1, x2=x2, y2=y2) for x1, y1, x2, y2 in ends)
