"""Curves over sizes, both axes logarithmic, as SVG that follows the reader's light or dark theme."""
import math
from html import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 800, 420, 80, 240, 40, 50
COLOURS = ["#0b6e4f", "#d1495b", "#edae49", "#00798c", "#8e6c8a", "#6b705c", "#bc6c25", "#5f0f40", "#3d5a80"]
STYLE = ("text{font:12px sans-serif;fill:#222}.grid{stroke:#ccc}@media(prefers-color-scheme:dark){text{fill:#ddd}.grid{stroke:#444}}")


def decades(values):
    return math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))


def human(nanoseconds):
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.3g} {unit}"
    return f"{nanoseconds:.3g} ns"


class Axes:
    def __init__(self, points):
        self.x = decades([x for x, _ in points])
        self.y = decades([y for _, y in points])

    def at(self, x, y):
        return (LEFT + self._share(self.x, x) * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - self._share(self.y, y) * (HEIGHT - TOP - BOTTOM))

    @staticmethod
    def _share(bounds, value):
        low, high = bounds
        return (math.log10(value) - low) / max(1, high - low)


def grid(axes, x_title):
    parts = []
    for power in range(axes.y[0], axes.y[1] + 1):
        _, y = axes.at(10 ** axes.x[0], 10 ** power)
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
                     f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{human(10 ** power)}</text>')
    for power in range(axes.x[0], axes.x[1] + 1):
        x, _ = axes.at(10 ** power, 10 ** axes.y[0])
        parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>'
                     f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{10 ** power:,}</text>')
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 10}" text-anchor="middle">{escape(x_title)}</text>')
    return parts


def svg(title, x_title, curves):
    """curves: name -> list of (size, nanoseconds)."""
    axes = Axes([point for points in curves.values() for point in points])
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"><style>{STYLE}</style>',
             f'<text x="{LEFT}" y="22" font-weight="bold">{escape(title)}</text>', *grid(axes, x_title)]
    for number, (name, points) in enumerate(curves.items()):
        colour = COLOURS[number % len(COLOURS)]
        places = [axes.at(*point) for point in sorted(points)]
        parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in places)}"/>')
        parts.extend(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places)
        y = TOP + 14 + 18 * number
        parts.append(f'<rect x="{WIDTH - RIGHT + 12}" y="{y - 9}" width="10" height="10" fill="{colour}"/>'
                     f'<text x="{WIDTH - RIGHT + 28}" y="{y}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>\n"])
