"""What letters stand for in names: one table for each script, from spelling to the sounds it is usual for.

Sounds are written in capitals, and are as coarse as the usual spellings of one name: D and T are one sound (Halid,
Halit), so are B and P, S and Z, and every H (Khalid, Halid, Chalid). X is the sound of *sh*, C of *ch* in *China*, J of
the first in *Jamal*, Y of the first in *Yusuf*. Vowels are small (a, e, i, o); a full stop is one that is not written.
Where a spelling is usual for several sounds, all stand in the table, because whoever reads a name does not know in
which country it was written down.

`^` before a spelling: at the beginning of a word only; `$` behind it: at the end only; `+` behind it: before a vowel.
"""

from __future__ import annotations


def _table(written: str) -> dict[str, tuple[str, ...]]:
    entries = (entry.partition("=") for entry in written.split())
    return {spelling: tuple(sounds.split("|")) for spelling, _, sounds in entries}


# German, French, English, Turkish, Bosnian, and what is made of other scripts there.
LATIN = _table("""
    tsch=C dsch=J sch=X tch=C dzh=J dž=J sh=X zh=J dj=J dz=TS|J gj=J ch=C|X|H chr=KR|HR|XR cz=C sz=X|S ck=K kh=H gh=G
    ph=F th=T|S dh=T|S qu=K gu+=G|J
    b=P c=K|J|C|TS ce=Se|Je|Ce|TSe ci=Si|Ji|Ci|TSi cy=Si|Ci|TSi ic$=iC|iK d=T f=F g=G g+=G|J h=H k=K l=L m=M n=N p=P
    q=K|G r=R s=S t=T v=V x=KS|H z=S č=C|K ć=C|K ç=C|S|K ğ=G|. š=X|S ş=X|S ž=J|S đ=J|T ß=S
    ^y+=Y ^ye=Ye|e y=i ^j=J|Y ^je=Je|Ye|e j=i|J ^i+=i|Y ^w=V w=V|o ow$=oV|o ^ou+=V ou+=o|oV
    a=a e=e i=i o=o u=o ou=o aou=ao|aVo oo=o ee=i ä=e ö=o ü=o ı=i ə=e œ=o æ=e ^ole=oLe|aLe
    e$=a|. ee$=i ah$=a|.|aH eh$=a|.|aH ih$=i. oh$=o. uh$=o.
""")
# Russian and Ukrainian, and the further letters of Serbian, Kazakh, Tajik, Uzbek.
CYRILLIC = _table("""
    а=a б=P в=V г=G|H ґ=G ғ=G д=T дж=J ђ=J ^е=Ye|e е=e ^є=Ye|e є=e ^ё=Yo ё=o ж=J ҷ=J з=S и=i ^и+=i|Y і=i ^ї=Yi|i ї=i
    й=i ^й=Y ј=i|J ^ј=Y|J к=K қ=K кс=KS|H л=L љ=L м=M н=N њ=N ң=N о=o ^оле=oLe|aLe ө=o п=P р=R с=S т=T ћ=C у=o ў=o
    ү=o ұ=o ф=F х=H ҳ=H һ=H ц=TS ч=C џ=J ш=X щ=X ъ= ы=i ь= э=e ә=e ^ю=Yo ю=o ^я=Ya я=a
""")
GEORGIAN = _table("""
    ა=a ბ=P გ=G დ=T ე=e ვ=V ზ=S თ=T ი=i ^ი+=i|Y კ=K ლ=L მ=M ნ=N ო=o პ=P ჟ=J რ=R ს=S ტ=T უ=o ფ=P|F ქ=K ღ=G ყ=K|G შ=X
    ჩ=C ც=TS ძ=TS წ=TS ჭ=C ხ=H ჯ=J ჰ=H
""")
# Arabic, and the further letters of Persian, Kurdish, Urdu. Short and doubled sounds are not written.
ARABIC = _table("""
    ^ا=a|o ا=a ^أ=a|o أ=a إ=i آ=a ٱ=a ^ع=a|o ^عا=a ع=. ء=. ئ=. ^ئ= ؤ=. اء$=a
    ب=P. پ=P. ت=T. ٹ=T. ث=T.|S. ج=J. چ=C. ح=H. ح$=H.|. خ=H. د=T. ڈ=T. ذ=T.|S. ر=R. ڕ=R. ڑ=R. ز=S. ژ=J. س=S. ش=X.
    ص=S. ض=T.|S. ط=T. ظ=T.|S. غ=G. ف=F. ڤ=V. ق=K.|G. ك=K. ک=K. گ=G. ل=L. ڵ=L. لل=L. م=M. ن=N. ں=N.
    ه=H. ه$=a|. ھ=H. ہ=H. ہ$=a|. ة=a ە=e ە$=a
    ^و=V. و=V.|o و$=o|. وو=o ۆ=o ^ي=Y. ي=i ^ی=Y. ی=i ى=i ى$=a|i ې=e ێ=e ے=e
""")
# No two scripts share a letter, so that one table reads them all, and names in two scripts too.
SPELLINGS = LATIN | CYRILLIC | GEORGIAN | ARABIC
VOWELS = "aeiouyäöüıəœæаеєёиіїоөуўүұыэәюяაეიოუ"
