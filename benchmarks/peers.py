"""What people would take instead of the matcher: each as an engine that is built from phrasings and gives (label, score) for a text.

Every library is imported inside its own engine, so that an engine's memory and time are its own.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, Final

Phrasing = tuple[str, str]
Answer = tuple[str, float]
Engine = Callable[[str], Answer]


def matcher(phrasings: Sequence[Phrasing], validation: Sequence[Phrasing]) -> Engine:
    """The product's own matcher, as it is built at load."""
    from bot.matching.phrasings import PhrasingMatcher

    rank = PhrasingMatcher.build(phrasings, validation=validation or None).rank

    def answer(text: str) -> Answer:
        found = rank(text, 1)
        return (found[0].label, found[0].score) if found else ("", 0.0)

    return answer


def _rapidfuzz(scorer: str) -> Callable[[Sequence[Phrasing], Sequence[Phrasing]], Engine]:
    def build(phrasings: Sequence[Phrasing], validation: Sequence[Phrasing]) -> Engine:
        from rapidfuzz import fuzz, process, utils

        judge = getattr(fuzz, scorer)
        texts = [utils.default_process(text) for text, _ in phrasings]

        def answer(text: str) -> Answer:
            found = process.extractOne(utils.default_process(text), texts, scorer=judge)
            return (phrasings[found[2]][1], found[1]) if found else ("", 0.0)

        return answer

    return build


def _vectors() -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_union

    by_word = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    return make_union(by_word, TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True))


def neighbours(phrasings: Sequence[Phrasing], validation: Sequence[Phrasing]) -> Engine:
    """scikit-learn: TF-IDF of words, pairs of words and 2 to 5 letters; the ten nearest phrasings vote by cosine."""
    import numpy as np

    vectors = _vectors()
    known = vectors.fit_transform([text for text, _ in phrasings]).tocsr()
    # Each of the two parts has length 1.
    known *= 0.5

    def answer(text: str) -> Answer:
        cosines = (known @ vectors.transform([text]).T).toarray().ravel()
        votes: dict[str, float] = defaultdict(float)
        for place in np.argpartition(-cosines, 10)[:10].tolist() if len(cosines) > 10 else range(len(cosines)):
            votes[phrasings[place][1]] += float(cosines[place])
        label, score = max(votes.items(), key=lambda vote: vote[1])
        return label, score

    return answer


def linear_svc(phrasings: Sequence[Phrasing], validation: Sequence[Phrasing]) -> Engine:
    """scikit-learn: LinearSVC over the same features."""
    from sklearn.svm import LinearSVC

    vectors = _vectors()
    svc = LinearSVC().fit(vectors.fit_transform([text for text, _ in phrasings]), [label for _, label in phrasings])

    def answer(text: str) -> Answer:
        scores = svc.decision_function(vectors.transform([text]))[0]
        best = int(scores.argmax())
        return str(svc.classes_[best]), float(scores[best])

    return answer


def _trigrams(text: str) -> list[str]:
    edged = f" {text.lower()} "
    return [edged[i : i + 3] for i in range(len(edged) - 2)]


def bm25s(phrasings: Sequence[Phrasing], validation: Sequence[Phrasing]) -> Engine:
    """bm25s over trigrams of letters; the best phrasing decides."""
    import bm25s as library

    index = library.BM25()
    index.index([_trigrams(text) for text, _ in phrasings], show_progress=False)

    def answer(text: str) -> Answer:
        found, scores = index.retrieve([_trigrams(text)], k=1, show_progress=False)
        return phrasings[int(found[0, 0])][1], float(scores[0, 0])

    return answer


def tantivy(phrasings: Sequence[Phrasing], validation: Sequence[Phrasing]) -> Engine:
    """tantivy over trigrams of letters, in memory; the best phrasing decides."""
    import tantivy as library

    builder = library.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="trigram")
    builder.add_integer_field("row", stored=True)
    schema = builder.build()
    index = library.Index(schema)
    analyzer = library.TextAnalyzerBuilder(library.Tokenizer.ngram(3, 3, False)).filter(library.Filter.lowercase()).build()
    index.register_tokenizer("trigram", analyzer)
    writer = index.writer(heap_size=15_000_000, num_threads=1)
    for row, (text, _) in enumerate(phrasings):
        writer.add_document(library.Document(text=[f" {text} "], row=[row]))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def answer(text: str) -> Answer:
        terms = [(library.Occur.Should, library.Query.term_query(schema, "text", piece)) for piece in set(_trigrams(text))]
        hits = searcher.search(library.Query.boolean_query(terms), 1).hits
        return (phrasings[searcher.doc(hits[0][1])["row"][0]][1], float(hits[0][0])) if hits else ("", 0.0)

    return answer


ENGINES: Final[dict[str, Callable[[Sequence[Phrasing], Sequence[Phrasing]], Engine]]] = {
    "matcher": matcher,
    "ratio": _rapidfuzz("ratio"),
    "token_sort_ratio": _rapidfuzz("token_sort_ratio"),
    "WRatio": _rapidfuzz("WRatio"),
    "knn": neighbours,
    "svc": linear_svc,
    "bm25s": bm25s,
    "tantivy": tantivy,
}
