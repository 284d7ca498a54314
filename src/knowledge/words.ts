// English words as the search compares them: without the small words that every question has, and without endings.

const SMALL = new Set(
  `a about also am an and anybody are aren as ask at be because been being but by bye came can cannot cant com come
    could couldn cheers d dear did didn do does doesn doing don done dont even for from get gets getting give go
    goes going gone got guy guys had hadn has hasn have haven having he hello help her here hey hi him his hope how
    however i id if ill im in into is isn it its itself ive just kind kindly know let like ll look looking lot m ma
    matter may maybe me mean might mine must my myself need needed needs neither no nor not o of oh ok okay or our
    ours per perhaps please put question questions quick quite re really right s said say seem shall she should
    shouldn so some somebody somehow someone something such sure t tell than thank thanks that thats the their them
    then there these they thing things think this those to told too u upon us ve very via want wanted wants was wasn
    we well were weren what whats when where whether which while who whom whose why will with within won wonder
    wondering would wouldn yes yet you your yours yourself explain understand specific various regarding concerning`.split(
    /\s+/,
  ),
)

// Words that often say little, and now and then all.
const FAINT = new Set(
  `above after again all already any anyone anything away back before below between both down each either else ever
    every everything few find first further happen happens happening inside instead keep long make makes making many
    more most much now off on once one ones only other out over own possible same see since still take takes through
    tried try trying under until up use used uses using way ways without work working works difference different
    able allow allows enable policy policies info information details`.split(/\s+/),
)

// Forms that no rule of endings finds, and the pairs that customers and pages most often say each in their own way.
const SAME = new Map(
  Object.entries({
    advisor: 'person',
    assembly: 'assemble',
    bicycle: 'bike',
    bicycles: 'bike',
    burnt: 'burn',
    complaint: 'complain',
    complaints: 'complain',
    delete: 'erase',
    deleted: 'erase',
    hire: 'rent',
    human: 'person',
    insurance: 'insure',
    package: 'parcel',
    packages: 'parcel',
    people: 'person',
    price: 'cost',
    rental: 'rent',
    rentals: 'rent',
    prices: 'cost',
    ship: 'deliver',
    shipment: 'deliver',
    shipped: 'deliver',
    shipping: 'deliver',
    ships: 'deliver',
    bought: 'buy',
    broke: 'break',
    broken: 'break',
    built: 'build',
    children: 'child',
    kids: 'child',
    kid: 'child',
    chose: 'choose',
    chosen: 'choose',
    feet: 'foot',
    held: 'hold',
    lost: 'lose',
    men: 'man',
    paid: 'pay',
    sent: 'send',
    sold: 'sell',
    stole: 'steal',
    stolen: 'steal',
    women: 'woman',
    worn: 'wear',
    wore: 'wear',
    wrote: 'write',
    written: 'write',
  }),
)

/** Whether a stem is one that most questions have, so that it tells less than its rarity says. */
export function isFaint(stem: string): boolean {
  return FAINT_STEMS.has(stem)
}

/** Like `wordsOf`, without those that most questions have. */
export function tellingWordsOf(text: string): string[] {
  return wordsOf(text).filter((word) => !isFaint(word))
}

/** The words of a text that mean something, in order, lower case and without endings; repeats stay. */
export function wordsOf(text: string): string[] {
  const plain = (isPlain(text) ? text : text.normalize('NFKD').replaceAll(/\p{M}/gu, '')).toLowerCase()
  const words = plain
    .replaceAll(/['’](?:s|re|ve|ll|d|m|t)\b/g, ' ')
    .replaceAll(/\be-(?=mail|bike)/g, 'e')
    .match(/[\p{L}\p{N}]+/gu)
  return (words ?? []).filter((word) => !SMALL.has(word) && word.length <= 40).map(stemOf)
}

function isPlain(text: string): boolean {
  return /^[\u0000-\u007f]*$/.test(text)
}

/** Stems of the words met lately: the same few thousand words make up nearly every text. */
const stems = new Map<string, string>()
const MOST_STEMS = 20_000

/** A word without its ending: returns, returned and returning are one word. */
export function stemOf(word: string): string {
  const known = stems.get(word)
  if (known !== undefined) return known
  const stem = freshStem(word)
  if (stems.size >= MOST_STEMS) stems.clear()
  stems.set(word, stem)
  return stem
}

function freshStem(word: string): string {
  const regular = SAME.get(word) ?? word
  if (regular.length <= 3 || /\d/.test(regular)) return regular
  return tidied(withoutSuffix(withoutPlural(regular)))
}

function withoutPlural(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(?:ss|us|is)$/.test(word)) return word
  if (/(?:[sxz]|ch|sh)es$/.test(word)) return word.slice(0, -2)
  return word.endsWith('s') ? word.slice(0, -1) : word
}

/** The rest must keep a vowel and three letters: "ring" is not "r". */
function withoutSuffix(word: string): string {
  const shorter = word.replace(/(?:ingly|edly|ing|ed|ment|able|ible|ness|ly|ful)$/, '')
  const stem = shorter.length >= 3 && /[aeiouy]/.test(shorter) ? shorter : word
  const noun = stem.replace(/(?<=[st])ion$|(?<=.{2}er)y$/, '')
  return noun.length >= 4 ? noun.replace(/(?<=.{4})ate?$/, '') : stem
}

function tidied(stem: string): string {
  const single = stem.replace(/([bdfglmnprtz])\1$/, '$1')
  return single.length > 3 ? single.replace(/e$/, '').replace(/y$/, 'i') : single.replace(/y$/, 'i')
}

const FAINT_STEMS = new Set(Array.from(FAINT, stemOf))
