// What is counted, in the words of the languages that we know: so that "5 days" is never backed by "£5".

const UNITS: Record<string, string> = {
  minute: 'minute minutes min mins minuto minutos minuti minuten minut minuty minuut',
  hour: 'hour hours hr hrs h hora horas heure heures stunde stunden ora ore uur uren godzina godziny godzin',
  day: 'day days dia dias jour jours tag tage tagen giorno giorni dag dagen dzien dni dnia',
  workday:
    'werktag werktage werktagen arbeitstag arbeitstage arbeitstagen werkdag werkdagen workday workdays',
  week: 'week weeks semana semanas semaine semaines woche wochen settimana settimane weken tydzien tygodnie tygodni',
  month:
    'month months mes meses mois monat monate monaten mese mesi maand maanden miesiac miesiace miesiecy miesiaca',
  year: 'year years yr yrs ano anos an ans annee annees jahr jahre jahren anno anni jaar jaren rok lata lat roku',
  '%': '% percent pct prozent procent procenta',
  GBP: '£ gbp pound pounds quid libra libras livre livres pfund sterlina sterline pond ponden funt funty funtow',
  EUR: '€ eur euro euros',
  USD: '$ usd dollar dollars dolar dolares dolary',
  PLN: 'zl pln zloty zlotych',
  CHF: 'chf franken francs',
  cent: 'p pence cent cents',
  cm: 'cm centimetre centimetres centimeter centimeters zentimeter centimetros centimetri centimetry centymetrow',
  m: 'm metre metres meter meters metros metri metrow',
  km: 'km kilometre kilometres kilometer kilometers miles mile',
  kg: 'kg kilo kilos kilogram kilograms kilogramm kilogramos kilogrammes',
  inch: 'inch inches zoll pouces pulgadas pollici polegadas',
}
const KNOWN = new Map(
  Object.entries(UNITS).flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit])),
)

/** "5 working days", "14 more days": what may stand between a number and what it counts. */
const BETWEEN = new Set(
  `working business calendar more full further extra additional whole consecutive other next first last new per por pour
   weitere weiteren volle vollen weiterer dni autres altri otros`.split(/\s+/),
)
const WORKING = new Set(
  'working business work laborables laborable habiles habil ouvres ouvre ouvrables ouvrable uteis util lavorativi lavorativo robocze roboczych roboczy roboczego'.split(
    ' ',
  ),
)
const EASTERN: readonly [RegExp, string][] = [
  [/^\s*(?:个|個)?(?:工作日|工作天|営業日|영업일)/, 'workday'],
  [/^\s*(?:天|日間|日|일)/, 'day'],
  [/^\s*(?:个|個)?(?:小时|小時|時間|시간)/, 'hour'],
  [/^\s*(?:分钟|分鐘|分間|분)/, 'minute'],
  [/^\s*(?:周|週間|星期|주)/, 'week'],
  [/^\s*(?:个月|個月|か月|ヶ月|개월)/, 'month'],
  [/^\s*(?:年|년)/, 'year'],
]
const SIGNS: Record<string, string> = { '£': 'GBP', '€': 'EUR', $: 'USD', '%': '%', '٪': '%' }
const CENT = new Set(['cent', 'cento', 'ciento'])

/** What a number counts, by what stands before and after it; null where no word of ours follows, and how far it reaches. */
export function unitAt(before: string, after: string): { unit: string | null; length: number } {
  const sign = SIGNS[before.trimEnd().at(-1) ?? '']
  if (sign !== undefined && sign !== '%') return { unit: sign, length: 0 }
  const code = /\b(GBP|EUR|USD|PLN|CHF)\s?$/.exec(before)?.[1]
  if (code !== undefined) return { unit: code, length: 0 }
  const behind = /^\s?([£€$%٪])/.exec(after)
  if (behind?.[1] !== undefined) return { unit: SIGNS[behind[1]] ?? null, length: behind[0].length }
  for (const [pattern, unit] of EASTERN) {
    const found = pattern.exec(after)
    if (found !== null) return { unit, length: found[0].length }
  }
  const words = /^[ -]?((?:\p{L}+[ -]?){1,4})/u.exec(after)?.[1] ?? ''
  const following = bare(words).split(/[ -]/).slice(0, 4)
  return unitOf(following)
}

function unitOf(words: readonly string[]): { unit: string | null; length: number } {
  let length = 1
  let working = false
  for (const [index, word] of words.entries()) {
    const next = words[index + 1] ?? ''
    length += word.length + 1
    if (['per', 'por', 'pour'].includes(word) && CENT.has(next))
      return { unit: '%', length: length + next.length }
    const unit = KNOWN.get(word)
    if (unit === 'day' && (working || WORKING.has(next))) return { unit: 'workday', length }
    if (unit !== undefined) return { unit, length }
    if (!BETWEEN.has(word)) break
    working ||= WORKING.has(word)
  }
  return { unit: null, length: 0 }
}

/** Lower case and without accents. */
export function bare(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replaceAll('ß', 'ss')
}

/** A length of time, an amount or a measure in every form that says the same: 14 days and 2 weeks, 24 months and 2 years. */
export function sameAs(value: string, unit: string): string[] {
  const number = Number(value)
  const also = (other: string, factor: number) =>
    Number.isInteger(number * factor) ? [`${other}:${number * factor}`] : []
  const equal: Record<string, string[]> = {
    minute: also('hour', 1 / 60),
    hour: [...also('minute', 60), ...also('day', 1 / 24)],
    day: [...also('week', 1 / 7), ...also('hour', 24)],
    week: also('day', 7),
    month: also('year', 1 / 12),
    year: also('month', 12),
  }
  return [`${unit}:${value}`, ...(equal[unit] ?? [])]
}
