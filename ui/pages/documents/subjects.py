"""What the documents of the page are about: one meeting, one person, chosen once for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.services.documents import (
        DocumentInfo,
        DocumentMaker,
        DocumentStatus,
        Subject,
    )
    from ui.pages.documents.options import OptionsPanel
    from ui.session import Session


class Subjects:
    """What she chose for each kind of subject; the usual one when she chose none."""

    def __init__(self, session: Session, maker: DocumentMaker) -> None:
        self._session, self._maker = session, maker
        self._keys: dict[str, str] = {}
        self._about: dict[str, str] = {}

    def take(self, catalogue: Iterable[DocumentInfo]) -> None:
        """Take what each document is about."""
        self._about = {info.slug: info.about for info in catalogue}

    def of(self, slug: str) -> tuple[Subject, ...]:
        """Return what a document may be about."""
        if not self._about.get(slug):
            return ()
        return self._maker.subjects(self._session.workspace, slug)

    def chosen(self, slug: str) -> str:
        """Return what she chose for a document, be it still there or not."""
        return self._keys.get(self._about.get(slug, ""), "")

    def choose(self, slug: str, key: str) -> bool:
        """Choose what a document, and all those of its kind, are about; tell if it is another."""
        before, self._keys[self._about[slug]] = self.chosen(slug), key
        return before != key

    def whole_slug(self, slug: str) -> str:
        """Return the slug of a document with what it is about: « convocation-copil-2 »."""
        key = self.chosen(slug)
        return f"{slug}-{key}" if key in {subject.key for subject in self.of(slug)} else slug

    def row_slug(self, slug: str) -> str:
        """Return the row of a document, whatever it is about."""
        if slug in self._about:
            return slug
        rows = (row for row, about in self._about.items() if about and slug.startswith(f"{row}-"))
        return max(rows, key=len, default=slug)

    def status(self, slug: str) -> DocumentStatus:
        """Return how ready a document is, about what she chose."""
        return self._maker.status(self._session.workspace, self.whole_slug(slug))

    def subject(self, slug: str) -> Subject | None:
        """Return what a document is about: what she chose, else the usual one."""
        subjects, chosen = self.of(slug), self.chosen(slug)
        usual = next((s for s in subjects if s.usual), next(iter(subjects), None))
        return next((s for s in subjects if s.key == chosen), usual)

    def show(self, panel: OptionsPanel, slug: str) -> None:
        """Show what a document may be about; the usual one when she has chosen none."""
        found = self.subject(slug)
        panel.show_subjects(self._about[slug], self.of(slug), found.key if found else "")
