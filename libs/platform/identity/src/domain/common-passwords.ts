/**
 * What guessers try first, without digits, signs and letter case: `P@ssw0rd2026!` comes down to `password`. Words of the
 * lists that leaked (RockYou, LinkedIn and their yearly digests), first names and keyboard walks.
 */
const WORDS = `
abc abcd abcde abcdef abcdefg abcdefgh access account adidas adm admin administrator administration alexander alexandra alexis amanda amazon
america american andrea andrew andreas angel angela angels animal anthony apollo apple april arsenal asdf asdfg asdfgh
asdfghj asdfghjk asdfghjkl ashley asshole august austin azerty babygirl badboy bailey banana barcelona baseball basketball batman beautiful
benjamin bigdaddy biteme blink blowme bonjour booboo boomer boston brandon brittany broadband bubbles buster butterfly cameron captain carlos cartman
celtic change changeit changeme charlie charlotte cheese chelsea chester chicken chocolate chris christian christopher claudia coffee compaq
computer connect cookie corvette cowboy cowboys cristina crystal customer daniel daniela daniella danielle database david default delete demo denise dennis
diablo diamond dolphin dolphins donald dragon dragons eagles edward einstein elizabeth eminem enter estrella everything facebook falcon family
ferrari fiber fiberoptic fibre finance fishing flower flowers football forever fortnite freddy freedom friday friends friendship fuckme fuckoff fuckyou gabriel gandalf
george gfhjkm ginger girls goldfish golf golfer google gothic guest guitar hallo hammer hannah happy harley heather hello hellokitty helloworld
hockey hottie hunter iceman iloveu iloveyou incorrect inlove instagram internet ireland iwantu jackson jackie james january jasmine jasper
jennifer jeremy jessica jesus jesuschrist jimmy johnny johnson jonathan jordan joseph joshua juliet junior justin karina katherine killer kimberly kitty knight
lakers lauren legend leonardo letmein letmeinnow letmeinplease linkedin liverpool loveme lovely lover loveyou lucky madison maggie manager manchester manunited marina
marlboro marlon martin master matrix matthew maverick mercedes merlin metallica michael michelle mickey midnight mikrotik minecraft miranda monday monica
monkey monster mother motorola mountain muffin mustang myspace naruto nascar nathan natalie network nicholas nicole nintendo nirvana nissan nothing
november october office oliver operator orange pakistan panther pass passion passw passwd password passwords passwort patrick peaches peanut pepper philips
phoenix playboy please pokemon police pookie porsche portal power pppoe princess private provider purple q qazwsx qazwsxedc qwe qweasd qweasdzxc qwer qwert qwerty
qwertyu qwertyui qwertyuio qwertyuiop qwertz qwertzu qwertzui qwertzuiop rabbit rachel radius raiders rainbow ranger rangers realmadrid rebecca redsox richard robert roberto rockstar
rockyou ronaldo root router samantha samsung sandra saturday school scooter scorpion scotland secret september service sexy shadow shannon
shopping sierra silver simple slayer slipknot smokey snoopy snowball soccer sophie spider spiderman splynx spring squirt starwars starwarsx steelers stephanie
steven student success summer sunday sunflower sunshine super superman superuser support sweety system taylor teacher team telecom temp temporary tennis test
teste tester testing testtest theman thomas thunder tiffany tiger tigger tinkerbell trustno trustnoone twilight ubnt ubiquiti user vanessa veronica victoria vincent
viking volcom warrior welcome welcomehome welcometo whatever wifi william wilson windows winner winston winter wireless wisp wizard xbox yamaha yankees yellow zaqwsx zaq zxcv
zxcvb zxcvbn zxcvbnm correcthorsebatterystaple correcthorse thisisapassword thisismypassword mypassword mypasswordis passwordpassword newpassword oldpassword
nopassword yourpassword adminadmin adminpassword administratorpassword secretpassword supersecret topsecret qwertyqwerty letmeinadmin iloveyousomuch
`;

export const COMMON_WORDS: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter((word) => word !== ''));
