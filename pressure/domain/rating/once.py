"""A property that is worked out when it is first asked for. The library's own takes a lock each time until Python 3.12,
which costs more than most of what we work out."""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 it is read as a decorator
    """Needs an object with a `__dict__`. Two threads that ask at once may both work it out: the answer is the same
    each time, or only one thread asks."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        self.work, self.__doc__ = work, work.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object, owner: type) -> T | Self:
        if instance is None:
            return self
        found = instance.__dict__[self.name] = self.work(instance)
        return found
