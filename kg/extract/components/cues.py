"""Words that tell what a paper is about, and what it does with what it names."""

TELLING = frozenset(
    """
    model models method methods algorithm algorithms framework dataset datasets benchmark benchmarks corpus
    architecture network networks approach technique library toolkit system agent agents pipeline trained
    pretrained train training fine-tuned propose proposed present presents introduce introduces release
    released open-source evaluate evaluation survey review theory theorem convergence bound parameters
    checkpoints weights shared task challenge annotated collected attack loss decoder encoder module
    plug-and-play metric tool foundation backbone transformer state-of-the-art outperforms baselines
    leaderboard submission
    """.split()  # noqa: SIM905  a word list reads better as text
)
"""Words whose presence tells what kind of paper this is, and so what its names are."""

CUES = frozenset(
    """
    propose proposes proposed introduce introduces introduced present presents presented develop develops
    developed design designed our we novel new called named dubbed termed release releasing build construct
    create contribute using use used uses based via with on leverage leveraging adopt employ apply applied
    outperform outperforms outperforming compared than over against baseline baselines such as like including
    existing previous prior recent however while although traditional evaluate evaluated evaluation
    experiments results show achieves achieving benchmarks datasets across demonstrate demonstrates trained
    training fine-tuned fine-tuning address problem task tasks challenge important has have been widely can
    may future popular many despite
    """.split()  # noqa: SIM905  a word list reads better as text
)
"""Words that, in the sentence of a mention, tell what the paper does with it."""
