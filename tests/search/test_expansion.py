"""What the first hits have in common."""

from __future__ import annotations

from ledebot.bot.search.expansion import gather
from tests.search.test_match import article


def test_what_several_hits_begin_with_is_gathered() -> None:
    found = gather([article("渡轮停航", "海雾锁港"), article("大桥封闭", "海雾锁港")])
    assert dict(found.shared) == {"海雾": 2, "雾锁": 2, "锁港": 2}


def test_copies_of_one_report_count_once() -> None:
    copies = [article("渡轮停航", "海雾锁港", id=f"c{n}") for n in range(8)]
    assert gather(copies).shared == ()
    other = article("大桥封闭", "海雾锁港")
    assert gather([*copies, other]) == gather([copies[0], other])
