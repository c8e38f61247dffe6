"""Very many names as a region has them: some in every third house, most of them once. Nobody is meant."""

import functools
import random
from collections.abc import Sequence

from services.chassis import names

_GIVEN = """
محمد Mohamed Ahmad أحمد Fatima فاطمة Ali علي Maria Olena Олена Юлія Yusuf Mehmet Mustafa Ayşe Fatma Emine Hasan Hüseyin
Nino ნინო გიორგი Giorgi Tamar თამარ Ketevan Omar عمر Amina Leila ليلى Khaled خالد Mariam مريم Zahra Reza Hossein Parisa
Ivan Іван Oksana Оксана Dmytro Наталя Natalia Sergej Сергій Andrij Marko Amra Emir Senad Aida Lejla Goran Dragan
Samira Karim Nadia Ibrahim Abdul Rahim Said Jamal Tesfaye Selam Abeba Jean Marie Pierre Amadou Fatou Ousmane Binta
Anna Peter Thomas Julia Sofia Elena Viktor Igor Svetlana Ludmila Besnik Arta Dritan Flora
"""
_STEMS = """
Had Bar Kar Sal Nas Man Rah Yil Dem Kay Öz Çel Ars Ber Lom Kva Gel Mel Koval Shev Bond Tka Pet Ivan Niko Hadž Beg Hod
Mus Ibra Jov Stan Mil Dia Tra Kone Ndi Traor Sow Bah Abe Tes Gir Hai Mul Schm Web Wag Zim Hart Vog Kram Fuch Lin
Ama Raf Qas Zay Fara Taw Shah Nur Kha
"""
_ENDINGS = "adi ari oui an ov ova enko chuk adze shvili ić ović oğlu maz er mann ow é im ur"


class Crowd:
    """Draws people, the same ones each time."""

    def __init__(self, seed: int):
        self._random = random.Random(seed)
        self._given = _GIVEN.split()
        self._family = [stem + ending for ending in _ENDINGS.split() for stem in _STEMS.split()]
        self._random.shuffle(self._family)
        self._given_weights = [1 / (rank + 4) for rank in range(len(self._given))]
        self._family_weights = [1 / (rank + 40) for rank in range(len(self._family))]

    def drawn(self, count: int) -> list[tuple[str, int]]:
        """So many people: name and year of birth."""
        given = self._random.choices(self._given, self._given_weights, k=count)
        family = self._random.choices(self._family, self._family_weights, k=count)
        years = [self._random.randint(1948, 2008) for _ in range(count)]
        return [(f"{one} {other}", year) for one, other, year in zip(given, family, years, strict=True)]


@functools.cache
def sounds(name: str) -> frozenset[str]:
    """What `names.keys` finds; most names are drawn more than once."""
    return names.keys(name)


def latin(drawn: Sequence[tuple[str, int]]) -> list[str]:
    """The names as they are written in Latin letters."""
    return [_latin(name) for name, _ in drawn]


_latin = functools.cache(names.latin)
