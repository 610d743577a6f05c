"""From the strength of the evidence to a probability that means something: of answers at 0.9, nine in ten are right.

Platt's logistic curve (1999, "Probabilistic outputs for support vector machines", with his corrected targets, which keep
a base without a single mistake from promising certainty), fitted by Newton's method on phrasings that were held out.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

_STEPS: Final = 30
# A curve that falls would turn the ranking round; a nearly flat one says that strength tells nothing.
_FLATTEST: Final = 0.1
# Held-out phrasings that the default curve counts for: a base of ten phrasings can't overrule it, one of ten thousand does.
_PRIOR: Final = 4.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """A curve 1 / (1 + exp(-(slope * strength + offset))); it never falls where the strength grows."""

    slope: float
    offset: float

    def probability(self, strength: float) -> float:
        """Return the share of held-out phrasings of this strength that were matched rightly, 0 to 1."""
        power = self.slope * strength + self.offset
        return 1 / (1 + math.exp(-power)) if power > -700 else 0.0


# Measured on BANKING77: slope 1.3 and offset -3.1 at 3 phrasings a label, 1.3 and -3.1 at 10, 1.4 and -3.3 at 104. Stands alone where
# a base can't hold anything out.
DEFAULT: Final = Calibration(slope=1.3, offset=-3.1)


def fitted(strengths: Sequence[float], right: Sequence[bool]) -> Calibration:
    """Return the curve that fits held-out strengths best; the default one where there are none."""
    if not strengths:
        return DEFAULT
    x = np.asarray(strengths, np.float64)
    won = np.asarray(right, bool)
    target = np.where(won, (won.sum() + 1) / (won.sum() + 2), 1 / ((~won).sum() + 2))
    prior = np.array([DEFAULT.slope, DEFAULT.offset])
    curve = prior.copy()
    design = np.stack([x, np.ones_like(x)], 1)
    for _ in range(_STEPS):
        guess = 1 / (1 + np.exp(-np.clip(design @ curve, -50, 50)))
        gradient = design.T @ (guess - target) + _PRIOR * (curve - prior)
        curvature = (design * (guess * (1 - guess))[:, None]).T @ design + _PRIOR * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        # A full Newton step can overshoot where the two groups are far apart.
        curve -= step / max(1.0, float(np.abs(step).max()))
        curve[0] = max(curve[0], _FLATTEST)
    return Calibration(float(curve[0]), float(curve[1]))
