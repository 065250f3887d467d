"""What other people's plugins hear of a build that does not run through Pelican's own writer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from traceback import walk_tb
from typing import Any

from blinker import ANY, Signal
from pelican.plugins import signals

from plugins.portal.files import file_of

OWN = "plugins.portal"
_NAMESPACE = "pelican.plugins."
#: Sent by Pelican's writer with feed objects of its own kind; this portal makes its feeds itself.
_UNSENT = ("feed_generated", "feed_written")
#: Files that are called by name in one message.
_NAMED = 3
_ARTICLES = ("translations", "articles", "hidden_translations", "hidden_articles")
_PAGES = ("translations", "pages", "hidden_translations", "hidden_pages")


def short_name(plugin: Any) -> str:
    """Return what a plugin in PLUGINS is called, whether it stands there by name or as a module."""
    text = plugin if isinstance(plugin, str) else getattr(plugin, "__name__", str(plugin))
    return text.removeprefix(_NAMESPACE)


def guest_in(error: BaseException, loaded: Iterable[str]) -> str:
    """Return the name of the other plugin whose code raised an error, empty where none did."""
    modules = [
        short_name(frame.f_globals.get("__name__", "")) for frame, _ in walk_tb(error.__traceback__)
    ]
    guests = sorted(set(loaded) - {OWN})
    return next((name for name in guests for it in modules if f"{it}.".startswith(f"{name}.")), "")


def is_heard() -> bool:
    """Tell whether anybody else listens to Pelican's signals: the settings file may."""
    return any(_listeners(signal) for signal in _signals().values())


def warnings() -> Iterator[str]:
    """Yield a line for each signal that somebody waits for in vain."""
    for name in _UNSENT:
        if listeners := _listeners(_signals()[name]):
            yield (
                f"{', '.join(listeners)} chờ tín hiệu {name}, nhưng cổng này không gửi"
                " tín hiệu ấy: RSS và Atom do cổng tự làm"
            )


def overwritten(paths: Sequence[str]) -> str:
    """Return the line that says which files of the portal others wrote over."""
    more = f" và {len(paths) - _NAMED} tệp nữa" if len(paths) > _NAMED else ""
    return f"Plugin khác đã ghi đè lên tệp của cổng: {', '.join(paths[:_NAMED])}{more}"


def tell_articles_written(generator: Any) -> None:
    """Send the signals that Pelican sends for each article that it writes."""
    for article in _items(generator, _ARTICLES):
        signals.article_generator_write_article.send(generator, content=article)
        tell_written(
            generator,
            file_of(article.portal.url),
            article=article,
            category=getattr(article, "category", None),
            blog=True,
        )


def tell_pages_written(generator: Any) -> None:
    """Send the signals that Pelican sends for each page that it writes."""
    for page in _items(generator, _PAGES):
        signals.page_generator_write_page.send(generator, content=page)
        tell_written(generator, file_of(page.portal.url), page=page)


def tell_written(generator: Any, path: str, **context: Any) -> None:
    """Send the signal that a file was written, with the context that Pelican would give."""
    given = {**generator.context, "localsiteurl": None, "output_file": path, **context}
    signals.content_written.send(str(Path(generator.output_path, path)), context=given)


def _items(generator: Any, names: Iterable[str]) -> Iterator[Any]:
    return (item for name in names for item in getattr(generator, name, ()))


def _signals() -> dict[str, Signal]:
    """Return Pelican's signals by their names."""
    return {name: found for name, found in vars(signals).items() if isinstance(found, Signal)}


def _listeners(signal: Signal) -> list[str]:
    """Return the modules of those that listen to a signal, this project's own left out."""
    modules = {getattr(receiver, "__module__", "?") for receiver in signal.receivers_for(ANY)}
    return sorted(modules - {OWN})
