// English words as the search compares them: without the small words that every question has, and without endings.

const SMALL = new Set(
  `a about above after again all already also am an and any anybody anyone anything are aren as ask at away back be
  because been before being below between both but by bye came can cannot cant com come could couldn cheers d dear did
  didn do does doesn doing don done dont down each either else even ever every everything few find first for from further
  get gets getting give go goes going gone got guy guys had hadn happen happens has hasn have haven having he hello help
  her here hey hi him his hope how however i id if ill im in inside instead into is isn it its itself ive just keep kind
  kindly know let like ll long look looking lot m ma make makes making many matter may maybe me mean might mine more most
  much must my myself need needed needs neither no nor not now o of off oh ok okay on once one ones only or other our
  ours out over own per perhaps please possible put question questions quick quite re really right s said same say see
  seem shall she should shouldn since so some somebody somehow someone something still such sure t take takes tell than
  thank thanks that thats the their them then there these they thing things think this those through to told too tried
  try trying u under until up upon us use used uses using ve very via want wanted wants was wasn way ways we well were
  weren what whats when where whether which while who whom whose why will with within without won wonder wondering would
  wouldn yes yet you your yours yourself explain understand difference different specific various able allow allows
  enable happening work works working policy policies info information details regarding concerning`.split(
    /\s+/,
  ),
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
    human: 'person',
    package: 'parcel',
    packages: 'parcel',
    people: 'person',
    price: 'cost',
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

/** The words of a text that mean something, in order, lower case and without endings; repeats stay. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const words = plain
    .replaceAll(/['’](?:s|re|ve|ll|d|m|t)\b/g, ' ')
    .replaceAll(/\be-(?=mail|bike)/g, 'e')
    .match(/[\p{L}\p{N}]+/gu)
  return (words ?? []).filter((word) => !SMALL.has(word) && word.length <= 40).map(stemOf)
}

/** A word without its ending: returns, returned and returning are one word. */
export function stemOf(word: string): string {
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
