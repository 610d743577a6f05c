"""The colours, by what they are for, on a light and on a dark ground.

Blue against amber stays apart for every common kind of colour blindness, and the two differ in lightness too; texts have a
contrast of 4.5 or more, edges of tiles that matter 3 or more (WCAG 2.2, 1.4.3 and 1.4.11). Tests measure all of it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

Theme = Literal["light", "dark"]
_Named = Mapping[str, str | tuple[str, str, str, str]]

# A tile has four inks: fill, text, edge and the hatching of its fill. The same fill and hatching mean that there is none.
_LIGHT: Final[_Named] = {
    "ground": "#fbfaf7",
    "text": "#1a1f29",
    "soft": "#565d6b",
    "rule": "#dcd8cf",
    "link": "#a9b4c4",
    "link-2": "#5b8fc4",
    "link-3": "#0b4f8a",
    "badge": "#1a1f29",
    "on-badge": "#ffffff",
    "operator": ("#0b4f8a", "#ffffff", "#0b4f8a", "#0b4f8a"),
    "participant": ("#f6b73c", "#2a1c00", "#a86a00", "#f6b73c"),
    "member": ("#bfe0d8", "#0d2f2a", "#1f7a6c", "#a6d2c8"),
    "subject": ("#0b4f8a", "#ffffff", "#0b4f8a", "#0b4f8a"),
    "partner": ("#f6b73c", "#2a1c00", "#a86a00", "#f6b73c"),
    "plain": ("#ebe8e1", "#565d6b", "#ebe8e1", "#ebe8e1"),
    "outside": ("#fbfaf7", "#6a6f7a", "#8f9299", "#fbfaf7"),
    "step-1": ("#b3d2ef", "#0c2740", "#4d86bb", "#b3d2ef"),
    "step-2": ("#7cb2e0", "#081d31", "#3c7fb8", "#7cb2e0"),
    "step-3": ("#2873b1", "#ffffff", "#2873b1", "#2873b1"),
    "step-4": ("#0a3f73", "#ffffff", "#0a3f73", "#0a3f73"),
}
_DARK: Final[_Named] = {
    "ground": "#11151b",
    "text": "#f3f2ee",
    "soft": "#aab1bd",
    "rule": "#2c333d",
    "link": "#56606e",
    "link-2": "#5f9bd0",
    "link-3": "#a5d4fb",
    "badge": "#f3f2ee",
    "on-badge": "#11151b",
    "operator": ("#63b3f5", "#04182b", "#63b3f5", "#63b3f5"),
    "participant": ("#f0ab2e", "#241800", "#f0ab2e", "#f0ab2e"),
    "member": ("#1d4d46", "#e4f6f1", "#54b5a3", "#276157"),
    "subject": ("#63b3f5", "#04182b", "#63b3f5", "#63b3f5"),
    "partner": ("#f0ab2e", "#241800", "#f0ab2e", "#f0ab2e"),
    "plain": ("#232a33", "#a9b0bc", "#232a33", "#232a33"),
    "outside": ("#11151b", "#8e95a2", "#5d6572", "#11151b"),
    "step-1": ("#1f456a", "#e2effb", "#4f83b4", "#1f456a"),
    "step-2": ("#2d6ca6", "#ffffff", "#5f9dd6", "#2d6ca6"),
    "step-3": ("#63b3f5", "#04182b", "#63b3f5", "#63b3f5"),
    "step-4": ("#cbe7ff", "#04182b", "#cbe7ff", "#cbe7ff"),
}
_PARTS: Final = ("fill", "text", "edge", "hatch")


def _flat(inks: _Named) -> Mapping[str, str]:
    flat: dict[str, str] = {}
    for name, value in inks.items():
        flat |= {name: value} if isinstance(value, str) else {f"{name}.{part}": ink for part, ink in zip(_PARTS, value, strict=True)}
    return MappingProxyType(flat)


INKS: Final[Mapping[Theme, Mapping[str, str]]] = MappingProxyType({"light": _flat(_LIGHT), "dark": _flat(_DARK)})


def contrast(first: str, second: str) -> float:
    """The contrast of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
