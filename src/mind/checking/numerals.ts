// Numbers as people write them, each as the same few digits: "£1,200.00", "1.200,00" and "١٢٠٠" are all 1200.

/** Digits of every script as 0 to 9. Each script has its ten in a row, from its zero on. */
export function plainDigits(text: string): string {
  return text.replaceAll(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0
    let before = code
    while (/\p{Nd}/u.test(String.fromCodePoint(before - 1))) before--
    return String((code - before) % 10)
  })
}

export const LITERAL = /\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?(?![\d.,]*\d)|\d+(?:[.,]\d+)*/g

/** The values that a literal may mean; in English a comma groups and a point divides, elsewhere it may be either. */
export function valuesOf(literal: string, english: boolean): string[] {
  const digits = literal.replaceAll(/[ ']/g, '')
  const marks = digits.replaceAll(/\d/g, '')
  const last = marks.at(-1)
  if (last === undefined) return [shortest(digits)]
  const grouped = shortest(digits.replaceAll(/[.,]/g, ''))
  const parts = digits.split(/[.,]/)
  const inThrees = parts.slice(1).every((part) => part.length === 3) && (parts[0]?.length ?? 0) <= 3
  if (new Set(marks).size === 2) {
    const cut = digits.lastIndexOf(last)
    return [shortest(`${digits.slice(0, cut).replaceAll(/[.,]/g, '')}.${digits.slice(cut + 1)}`)]
  }
  if (marks.length > 1) return [inThrees ? grouped : digits]
  const divided = shortest(digits.replace(',', '.'))
  if (!inThrees || parts[0] === '0') return [divided]
  if (english) return [last === ',' ? grouped : divided]
  return [grouped, divided]
}

function shortest(digits: string): string {
  const value = Number(digits)
  return Number.isSafeInteger(value) || digits.includes('.') ? String(value) : digits.replace(/^0+(?=\d)/, '')
}

// From one on, as far as the words go without joining; then the tens; then a hundred.
const WORDS: Record<string, string> = {
  en: 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen|twenty thirty forty fifty sixty seventy eighty ninety|hundred',
  es: 'uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve|veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa|cien',
  fr: 'un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf|vingt trente quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix|cent',
  de: 'ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn|zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig|hundert',
  pt: 'um dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis dezassete dezoito dezanove|vinte trinta quarenta cinquenta sessenta setenta oitenta noventa|cem',
  it: 'uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove|venti trenta quaranta cinquanta sessanta settanta ottanta novanta|cento',
  nl: 'een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien|twintig dertig veertig vijftig zestig zeventig tachtig negentig|honderd',
  pl: 'jeden dwa trzy cztery piec szesc siedem osiem dziewiec dziesiec jedenascie dwanascie trzynascie czternascie pietnascie szesnascie siedemnascie osiemnascie dziewietnascie|dwadziescia trzydziesci czterdziesci piecdziesiat szescdziesiat siedemdziesiat osiemdziesiat dziewiecdziesiat|sto',
}
const MORE: Record<string, Record<string, number>> = {
  en: { couple: 2, dozen: 12, fortnight: 14 },
  es: { un: 1, una: 1, cuarenta: 40, veinticuatro: 24, veintiocho: 28, ciento: 100 },
  fr: { une: 1 },
  de: { eine: 1, einem: 1, einen: 1, einer: 1, eines: 1, zwo: 2 },
  pt: { uma: 1, duas: 2, dezesseis: 16, dezessete: 17, dezenove: 19 },
  it: { un: 1, una: 1, quarantotto: 48, ventiquattro: 24, ventotto: 28 },
  nl: {},
  pl: {
    jedna: 1,
    jednego: 1,
    dwie: 2,
    dwoch: 2,
    trzech: 3,
    czterech: 4,
    pieciu: 5,
    dziesieciu: 10,
    trzydziestu: 30,
  },
}

/** The number words of a language, without accents; none where we do not know them. */
export function numberWords(language: string): ReadonlyMap<string, number> {
  const [ones = '', tens = '', hundred = ''] = (WORDS[language] ?? '').split('|')
  const words = new Map<string, number>()
  const low = ones.split(' ').filter((word) => word !== '')
  const high = tens.split(' ').filter((word) => word !== '')
  for (const [index, word] of low.entries()) words.set(word, index + 1)
  for (const [index, ten] of high.entries()) {
    words.set(ten, (index + 2) * 10)
    for (const [less, one] of low.slice(0, 9).entries()) {
      const value = (index + 2) * 10 + less + 1
      for (const joined of [
        `${ten}-${one}`,
        `${ten} ${one}`,
        `${one}und${ten}`,
        `${one}en${ten}`,
        `${ten} y ${one}`,
      ])
        words.set(joined, value)
      words.set(`${ten} e ${one}`, value)
      words.set(`${ten}${one}`, value)
    }
  }
  if (hundred !== '') words.set(hundred, 100)
  for (const [word, value] of Object.entries(MORE[language] ?? {})) words.set(word, value)
  return words
}
