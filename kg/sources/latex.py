"""LaTeX to plain text: accents and letters become Unicode, braces go, formulas stay as they are."""

from __future__ import annotations

import re
import unicodedata

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import LatexWalkerError

_BARE_PERCENT = re.compile(r"(?<!\\)%")
_CONVERTER = LatexNodes2Text(math_mode="verbatim", keep_braced_groups=False, strict_latex_spaces=True)


def plain(text: str) -> str:
    r"""Return the text that LaTeX source stands for; text without backslash or brace comes back as it is.

    >>> plain(r'M{\"u}ller and Erd\H{o}s on {BERT}, by 5%')
    'Müller and Erdős on BERT, by 5%'
    """
    if "\\" not in text and "{" not in text:
        return text
    try:
        converted = _CONVERTER.latex_to_text(_BARE_PERCENT.sub(r"\\%", text), tolerant_parsing=True)
    except (LatexWalkerError, ValueError, IndexError, RecursionError):
        return text
    return unicodedata.normalize("NFC", converted)
