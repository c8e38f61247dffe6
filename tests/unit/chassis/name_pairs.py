"""Names as they are met in Aachen: pairs that are usual spellings of one name, and pairs that are two names.

Arabic, Persian, Georgian, Russian, Ukrainian, Turkish, Bosnian, German, French, English; given names and surnames of
nobody. One pair a line: `one = other`, or `one / other`.
"""


def _pairs(written: str, sign: str) -> list[tuple[str, str]]:
    lines = (line.partition(sign) for line in written.strip().splitlines())
    return [(one.strip(), other.strip()) for one, _, other in lines]


SAME = _pairs(
    """
    محمد = Mohammed
    محمد = Muhammet
    Mohamed = Muhammad
    Mohammad = Мухаммад
    Mohammed = მოჰამედ
    أحمد = Ahmet
    Ahmed = Achmad
    Ахмед = Ahmad
    احمد = Ahmad
    يوسف = Youssef
    Yusuf = Josef
    Jusuf = Юсуф
    Yousef = იუსუფ
    حسين = Hussein
    Hüseyin = Husein
    Hossein = Хусейн
    حسن = Hassan
    Hasan = Гасан
    خالد = Khaled
    Halit = Chalid
    Халид = Halid
    جمال = Djamel
    Jamal = Cemal
    Džemal = Dschamal
    Gamal = Jamal
    Джамал = Jamaal
    خديجة = Khadija
    Khadidja = Hatice
    Chadidscha = Hadidža
    فاطمة = Fatma
    Fatima = Fatimah
    Fatemeh = فاطمه
    عائشة = Aisha
    Aïcha = Ayşe
    Aischa = Ajša
    مريم = Mariam
    Maryam = Merjem
    Meryem = Марьям
    მარიამ = Myriam
    عمر = Ömer
    Omar = Umar
    عثمان = Osman
    Othman = Usman
    علي = Ali
    Aly = Али
    إبراهيم = Ibrahim
    İbrahim = Ebrahim
    سليمان = Suleiman
    Süleyman = Sulejman
    Soleiman = Zuleyman
    مصطفى = Mustafa
    Mostafa = Moustapha
    سعيد = Said
    Saeed = Sa'id
    شريف = Cherif
    Sharif = Scherif
    Şerif = Šerif
    عبد الرحمن = Abdelrahman
    Abdul Rahman = Abdurrahman
    Abderrahmane = Abd al-Rahman
    Абдурахман = Abdirahman
    عبد الله = Abdullah
    Abdallah = Abdulla
    عبد العزيز = Abdulaziz
    Abdelaziz = Abdul-Aziz
    Abdelkader = Abdulqadir
    عبد السلام = Abdussalam
    نور الدين = Nureddin
    Nour Eddine = Nurettin
    Nur al-Din = Nuruddin
    صلاح الدين = Salaheddine
    Salah ad-Din = Selahattin
    أبو بكر = Abubakar
    Aboubacar = Abu Bakr
    الأحمد = Al-Ahmad
    Alahmad = El Ahmad
    المصري = Al-Masri
    Almasri = El-Masry
    الشامي = Ash-Shami
    حمودي = Hammoudi
    رضا = Reza
    رضا = Rida
    رمضان = Ramadan
    رمضان = Ramazan
    حسینی = Hosseini
    Husseini = Hoseyni
    زهرا = Zahra
    Sahra = Zehra
    شیرین = Shirin
    Şirin = Schirin
    گلناز = Golnaz
    پروین = Parvin
    چنار = Tschenar
    نوید = Navid
    Nawid = Nevid
    گیتی = Giti
    ژاله = Jaleh
    داود = Dawud
    Daoud = Davud
    وسيم = Wassim
    Ouassim = Vesim
    مروان = Marwan
    Marouane = Mervan
    طارق = Tariq
    Tarek = Tarık
    قاسم = Kasım
    Qasim = Gasim
    قاسم = Касым
    გიორგი = Giorgi
    Георгий = გიორგი
    ნინო = Nino
    თამარ = Tamar
    ბერიძე = Beridze
    ჯავახიშვილი = Javakhishvili
    ჯავახიშვილი = Dschawachischwili
    ქეთევან = Ketevan
    მიხეილ = Mikheil
    ღვინიაშვილი = Ghviniashvili
    Юлия = Julija
    Юлія = Yuliya
    Julia = Юлия
    Елена = Jelena
    Elena = Yelena
    Екатерина = Ekaterina
    Yekaterina = Jekaterina
    Олександр = Oleksandr
    Oleksandr = Aleksandr
    Александр = Alexander
    Сергій = Serhiy
    Сергей = Sergej
    Sergei = Sergey
    Шевченко = Schewtschenko
    Shevchenko = Ševčenko
    Щербак = Scherbak
    Галина = Halyna
    Галина = Galina
    Володимир = Volodymyr
    Иванов = Ivanoff
    Iwanow = Ivanov
    Михаил = Michail
    Mihail = Mikhail
    Наталья = Natalja
    Nataliya = Natalia
    Анастасия = Anastasija
    Дмитрий = Dmitri
    Dmitry = Dimitrij
    Жанна = Zhanna
    Žana = Жана
    Ксения = Xenia
    Ksenija = Ксенія
    Hadžić = Hadzic
    Hadschic = Хаджич
    Đorđe = Djordje
    Džafer = Dzafer
    Kovačević = Kovacevic
    Šarić = Saric
    Hajrudin = Hayrudin
    Çağlar = Caglar
    Yıldız = Yildiz
    Doğan = Dogan
    Gülşen = Gulsen
    Recep = Redžep
    Müller = Mueller
    Schmidt = Schmitt
    Sophie = Sofia
    Christine = Kristine
    Zoé = Zoe
    François = Francois
    Amélie = Amelie
    Chloé = Chloe
    Philipp = Filip
    Catherine = Katherine
    Walid = وليد
    Velid = Walid
    ياسين = Yassine
    Yasin = Jasin
    نجيب = Naguib
    Naguib = Najib
    Najib = Nadžib
    Taha = طه
    Wajih = وجيه
    """,
    "=",
)
DIFFERENT = _pairs(
    """
    Mohammed / Mahmoud
    محمد / محمود
    محمد / حامد
    Ahmed / Hamid
    أحمد / حميد
    Ahmad / Amjad
    Karim / Karima
    كريم / كريمة
    Amir / Amira
    Samir / Samira
    Said / Saida
    Jamil / Jamila
    Jamal / Kamal
    جمال / كمال
    Kamal / Gamal
    Omar / Amir
    Omar / Ammar
    عامر / عمران
    Hassan / Hussam
    حسن / حسام
    Hassan / Ihsan
    Hussein / Husseini
    Yusuf / Yunus
    يوسف / يونس
    Khaled / Walid
    خالد / وليد
    Farid / Walid
    Fadi / Wadi
    Fadi / Hadi
    فادي / هادي
    Faris / Waris
    Nadim / Nadir
    نديم / نادر
    Salim / Salman
    سليم / سلمان
    Salem / Sami
    Tariq / Malik
    طارق / مالك
    Rashid / Rafiq
    رشيد / رفيق
    Rami / Ramin
    Rana / Rania
    Hiba / Habib
    Layla / Lamia
    ليلى / لمياء
    Amina / Aminata
    Zahra / Zeina
    زهرا / زينب
    Fatima / Fadia
    فاطمة / فادية
    Mariam / Marwa
    مريم / مروة
    Abdullah / Abdulrahman
    عبد الله / عبد الرحمن
    Abdulaziz / Abdulsalam
    Abdelkader / Abdelkarim
    عبد القادر / عبد الكريم
    Nureddin / Saladin
    نور الدين / صلاح الدين
    Abu Bakr / Abu Hassan
    Al-Ahmad / Al-Hamid
    Al-Masri / Al-Masalma
    الشامي / السامي
    Reza / Arezu
    Shirin / Nasrin
    شیرین / نسرین
    Navid / Vahid
    نوید / وحید
    Golnaz / Farnaz
    گلناز / فرناز
    Parvin / Parisa
    پروین / پریسا
    Hosseini / Moghaddam
    Giorgi / Grigol
    გიორგი / გრიგოლ
    ნინო / ნანა
    თამარ / თამაზ
    ბერიძე / ბერიაშვილი
    ჯავახიშვილი / ჯაფარიძე
    ქეთევან / ქეთინო
    მიხეილ / მანანა
    Nino / Nana
    Tamar / Tamaz
    Юлия / Юрий
    Юлія / Уляна
    Elena / Irina
    Елена / Алина
    Олена / Олеся
    Александр / Алексей
    Oleksandr / Oleksiy
    Александр / Александра
    Aleksandr / Aleksandra
    Сергей / Георгий
    Ivan / Ivana
    Иван / Игорь
    Иванов / Иванова
    Ivanov / Petrov
    Шевченко / Савченко
    Shevchenko / Savchenko
    Щербак / Щербина
    Володимир / Владислав
    Vladimir / Vladislav
    Михаил / Максим
    Mikhail / Maxim
    Наталья / Надежда
    Natalia / Nadia
    Дмитрий / Демид
    Anna / Anton
    Анна / Яна
    Ольга / Олег
    Olga / Oleg
    Ксения / Оксана
    Жанна / Яна
    Hadžić / Halilović
    Kovačević / Kovač
    Petrović / Pavlović
    Jovanović / Ivanović
    Amra / Amira
    Emina / Amela
    Senad / Sanela
    Dženana / Dženita
    Mehmet / Mahmut
    Ahmet / Mehmet
    Ayşe / Elif
    Hatice / Hacer
    Murat / Mert
    Emre / Eren
    Yıldız / Yıldırım
    Çağlar / Çağatay
    Kaya / Koç
    Demir / Özdemir
    Müller / Möllers
    Schmidt / Schmitz
    Schneider / Schröder
    Fischer / Fichte
    Weber / Wagner
    Becker / Böcklin
    Martin / Martina
    Christian / Christina
    Sophie / Stéphanie
    François / Françoise
    Jean / Jeanne
    Louis / Louise
    Philippe / Philomène
    Chloé / Claire
    George / Gregory
    Catherine / Caroline
    John / Joan
    William / Wilson
    Daniel / Daniela
    Paul / Paula
    Robert / Roberta
    """,
    "/",
)
