"""LaTeX to plain text: accents and letters become Unicode, braces go, formulas stay as they are."""

from __future__ import annotations

import re
import unicodedata

from pylatexenc import latex2text, latexwalker
from pylatexenc.macrospec import std_macro

_BARE_PERCENT = re.compile(r"(?<!\\)%")
_SYNTAX = latexwalker.get_default_latex_context_db()
_SYNTAX.add_context_category("links", prepend=True, macros=[std_macro("href", False, 2)])
_MACROS = latex2text.get_default_latex_context_db()
_MACROS.add_context_category(
    "links",
    prepend=True,
    macros=[latex2text.MacroTextSpec("url", "%s"), latex2text.MacroTextSpec("href", "%(2)s")],
)
_CONVERTER = latex2text.LatexNodes2Text(latex_context=_MACROS, math_mode="verbatim", strict_latex_spaces=True)


def plain(text: str) -> str:
    r"""Return the text that LaTeX source stands for; text without backslash or brace comes back as it is.

    >>> plain(r'M{\"u}ller and Erd\H{o}s on {BERT}, by 5%')
    'Müller and Erdős on BERT, by 5%'
    """
    if "\\" not in text and "{" not in text:
        return text
    try:
        converted = _CONVERTER.latex_to_text(
            _BARE_PERCENT.sub(r"\\%", text), tolerant_parsing=True, latex_context=_SYNTAX
        )
    except (latexwalker.LatexWalkerError, ValueError, LookupError, TypeError, RecursionError):
        return text
    return unicodedata.normalize("NFC", converted)
