"""Who appears in the demo. All names are invented; nobody in here exists."""

from __future__ import annotations

from dataclasses import dataclass

# language → first names, last names
CLIENTS = {
    "ar": (("ليلى", "سامر", "رنا", "يوسف", "هبة"), ("الحسن", "درويش", "خليل", "ناصر")),
    "ru": (("Олена", "Игорь", "Марина", "Тимур", "Софья"), ("Ковальчук", "Орлова", "Бондарь", "Зимина")),
    "ka": (("ნინო", "გიორგი", "თამარ", "ლევან", "მარიამ"), ("ბერიძე", "კაპანაძე", "გელაშვილი", "მაისურაძე")),
    "bs": (("Amra", "Emir", "Lejla", "Dženan", "Selma"), ("Hodžić", "Kovačević", "Begić", "Delić")),
    "tr": (("Elif", "Murat", "Zeynep", "Emre", "Gülşen"), ("Yıldız", "Şahin", "Öztürk", "Aydın")),
    "fr": (("Aminata", "Mamadou", "Fatou", "Ibrahima", "Grâce"), ("Diallo", "Ndiaye", "Kouassi", "Mbeki")),
    "en": (("Blessing", "Samuel", "Hiwot", "Daniel", "Miriam"), ("Okafor", "Tesfaye", "Mensah", "Adeyemi")),
    "de": (("Jana", "Piotr", "Elena", "Marek", "Ioana"), ("Nowak", "Popescu", "Horvat", "Petrov")),
}
# As it stands in their passports, where nobody would spell it like that by letters alone.
LATIN = {
    "ليلى": "Laila",
    "سامر": "Samer",
    "رنا": "Rana",
    "يوسف": "Yousef",
    "هبة": "Hiba",
    "الحسن": "Alhasan",
    "درويش": "Darwish",
    "خليل": "Khalil",
    "ناصر": "Naser",
    "Игорь": "Igor",
    "Софья": "Sofia",
    "Ковальчук": "Kovalchuk",
    "Бондарь": "Bondar",
    "კაპანაძე": "Kapanadze",
}
BORN = 1962, 2007  # between these years
# How common each is among those who ask.
SHARES = {"ar": 9, "ru": 7, "ka": 3, "bs": 3, "tr": 5, "fr": 4, "en": 4, "de": 2}

# town → how many ask there, and the languages most of them speak
TOWNS = {
    "alsdorf": (16, ("tr", "ar")),
    "baesweiler": (9, ("ar", "tr")),
    "eschweiler": (16, ("ar", "bs")),
    "herzogenrath": (11, ("fr", "en")),
    "monschau": (4, ("ru", "ar")),
    "roetgen": (4, ("ru", "en")),
    "simmerath": (5, ("ar", "ru")),
    "stolberg": (18, ("ru", "ar")),
    "wuerselen": (17, ("ka", "ar")),
}
MESSAGES = {
    "ar": "نبحث عن شقة لأربعة أشخاص، ونحتاج إلى مساعدة في الأوراق.",
    "ru": "Ищем квартиру для семьи и курс немецкого языка.",
    "ka": "ვეძებთ ბინას და გერმანული ენის კურსს საღამოს.",
    "bs": "Trebamo pomoć oko upisa djeteta u školu.",
    "tr": "Çocuğum için anaokulu yeri arıyorum.",
    "fr": "Je cherche un médecin et un cours d’allemand près de chez moi.",
    "en": "I would like to have my nursing diploma recognised.",
    "de": "Ich brauche Hilfe bei einem Antrag.",
}

NORTH = ("alsdorf", "baesweiler", "herzogenrath", "wuerselen")
MIDDLE = ("eschweiler", "stolberg", "wuerselen")
SOUTH = ("monschau", "roetgen", "simmerath")
FIRST_STEPS = ("orientation", "language", "school_and_childcare", "housing")
LATER_STEPS = ("education_and_work", "health", "finances", "leisure", "housing")
ALL_TOPICS = tuple(dict.fromkeys((*FIRST_STEPS, *LATER_STEPS)))


@dataclass(frozen=True)
class Colleague:
    """Somebody with an account. Counsellors say which languages they speak, where they work and what they know."""

    user: str
    name: str
    organisation: str
    roles: tuple[str, ...]
    languages: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    capacity: int = 0


def _counsellor(
    user: str, name: str, organisation: str, languages: str, municipalities: tuple[str, ...], topics: tuple[str, ...]
) -> Colleague:
    spoken = ("de", *languages.split())
    where = tuple(dict.fromkeys(municipalities))  # regions overlap
    return Colleague(user, name, organisation, ("counsellor",), spoken, where, topics, 20)


STAFF = (
    Colleague("desk", "Karin Eschenbach", "kim", ("desk",)),
    Colleague("coordinator", "Ulrich Vennemann", "kim", ("coordinator",)),
    Colleague("steering", "Gerda Halbach", "kim", ("steering",)),
    Colleague("privacy", "Rolf Dahmen", "kim", ("privacy_officer",)),
    Colleague("liaison", "Dirk Quadflieg", "kim", ("liaison",)),
    Colleague("operator", "Silke Nöthen", "kim", ("operator",)),
    Colleague("administrator", "Bernd Kaldenkirch", "kim", ("administrator",)),
    _counsellor("counsellor", "Mirela Kostic", "kim", "bs en", MIDDLE, ALL_TOPICS),
    _counsellor("brehm", "Jonas Brehm", "kim", "en fr", NORTH, FIRST_STEPS),
    _counsellor("selim", "Tarek Selim", "kim", "ar en", (*NORTH, *MIDDLE), FIRST_STEPS),
    _counsellor("vell", "Oksana Vell", "kim", "ru uk", (*MIDDLE, *SOUTH), ALL_TOPICS),
    _counsellor("fabry", "Nele Fabry", "kim", "fr", SOUTH, LATER_STEPS),
    _counsellor("aksoy", "Derya Aksoylu", "kim", "tr en", NORTH, LATER_STEPS),
    _counsellor("bruecke", "Ketevan Lomadze", "bruecke", "ka ru", (*NORTH, *MIDDLE), ALL_TOPICS),
    _counsellor("hartkopf", "Anna Hartkopf", "bruecke", "en", NORTH, FIRST_STEPS),
    _counsellor("nassif", "Rima Nassif", "bruecke", "ar fr", NORTH, ALL_TOPICS),
    _counsellor("wirtz", "Paul Wirtzfeld", "bruecke", "tr", ("alsdorf", "wuerselen"), LATER_STEPS),
    Colleague("bruecke-coordinator", "Lioba Kremer", "bruecke", ("coordinator",)),
    _counsellor("ankerplatz", "Svetlana Grigat", "ankerplatz", "ru bs", MIDDLE, ALL_TOPICS),
    _counsellor("odum", "Grace Odumah", "ankerplatz", "en fr", MIDDLE, FIRST_STEPS),
    _counsellor("yildirim", "Cem Yildirman", "ankerplatz", "tr ar", MIDDLE, LATER_STEPS),
    _counsellor("wegweiser", "Maria Lambertz", "wegweiser", "en", SOUTH, ALL_TOPICS),
    _counsellor("haddad", "Samir Haddadi", "wegweiser", "ar", SOUTH, FIRST_STEPS),
    _counsellor("petrova", "Irina Petrowa-Klein", "wegweiser", "ru ka", SOUTH, LATER_STEPS),
)
