import { Chance } from './chance.ts'
import type { Example, Labels } from './example.ts'
import { writeOut } from './grammar.ts'
import { COMPLAINTS } from './phrases/complaints.ts'
import { GAPS } from './phrases/gaps.ts'
import { NO_WISHES, PEOPLE_GAPS, WISHES } from './phrases/people.ts'
import { ASKING, PRAISE, TELLING, WOES } from './phrases/plain.ts'

const ALL_GAPS = { ...GAPS, ...PEOPLE_GAPS }
const HELP = [
  'can you help?',
  'please fix this',
  'what can you do?',
  'please help',
  'any update?',
  'can someone look into it?',
  'how do i get this sorted?',
  'please advise',
]
const HOWEVER =
  '[i just wanted to mention that|just to let you know,|unfortunately|sadly|one thing though:|however,|i only wish to say that|it is a pity that|small thing:|the only thing is that]'
const WISHING = '[have a nice day|have a lovely weekend|best wishes|kind regards|take care|all the best|]'
const SMILES = [' 😊', ' 🙏', ' ❤️', ' 😍', ' 👍', ' 🎉', ' :)']
const FROWNS = [' 😡', ' 🙄', ' 😤', ' 👎', ' 😒', ' :(', ' 🤬', ' 😞', ' 🙃']

/** Writes our own examples: phrases alone, dressed as tweets, chats and mails, and put together to longer texts. */
export function writeOwnExamples(seed: number, times: number): Example[] {
  return new Writer(new Chance(seed)).write(times)
}

class Writer {
  private readonly chance: Chance
  private readonly examples: Example[] = []

  constructor(chance: Chance) {
    this.chance = chance
  }

  write(times: number): Example[] {
    for (let i = 0; i < times; i++) {
      for (const phrase of COMPLAINTS) this.complaint(this.say(phrase))
      for (let k = 0; k < 3; k++) {
        for (const phrase of ASKING)
          this.plain(this.say(phrase), 'own-asking', { sentiment: 1, complaint: 0, person: 0, question: 1 })
        for (const phrase of TELLING)
          this.plain(this.say(phrase), 'own-telling', { sentiment: 1, complaint: 0, person: 0, question: 0 })
        for (const phrase of PRAISE) this.praise(this.say(phrase))
        for (const phrase of WISHES) this.wish(this.say(phrase))
        for (const phrase of NO_WISHES) this.noWish(this.say(phrase))
      }
      for (const phrase of WOES)
        this.plain(this.say(phrase), 'own-woes', { sentiment: 0, complaint: 0, person: 0, question: 0 })
      for (let k = 0; k < 40; k++) this.long()
    }
    return this.examples
  }

  private say(phrase: string): string {
    return writeOut(phrase, ALL_GAPS, this.chance)
  }

  private is(share: number): boolean {
    return this.chance.next() < share
  }

  private add(text: string, source: string, labels: Labels): void {
    this.examples.push({ text: this.disturb(text), source, ...labels })
  }

  private complaint(said: string): void {
    let text = said
    if (this.is(0.12)) text = `${text}. ${this.say(this.chance.of(COMPLAINTS))}`
    if (this.is(0.1)) text = `${this.say(this.chance.of(PRAISE))}, but ${text}`
    else if (this.is(0.06)) text = `${this.say(this.chance.of(TELLING))}. ${text}`
    if (this.is(0.06))
      text = `${this.say(this.chance.of(PRAISE))}. ${this.say(HOWEVER)} ${text}. ${this.say(WISHING)}`
    if (this.is(0.12)) text = `${text}. ${this.chance.of(HELP)}`
    if (this.is(0.1)) text = `${text} ${this.say('{bye}')}`
    if (this.is(0.12)) text += this.chance.of(FROWNS)
    const open = /\b(?:please|fix|sort|want|need|get|where|when|why|how|advise|can you)\b/i.test(text)
    const question: Labels = text.includes('?') ? { question: 1 } : open ? {} : { question: 0 }
    this.add(this.dress(text), 'own-complaints', { sentiment: 0, complaint: 1, person: 0, ...question })
  }

  private plain(said: string, source: string, labels: Labels): void {
    let text = said
    if (labels.question === 1 && this.is(0.15)) text = `${this.say(this.chance.of(TELLING))}. ${text}`
    if (labels.question === 1 && this.is(0.2)) text = `${text} ${this.say('{bye}')}`
    this.add(this.dress(text), source, labels)
  }

  private praise(said: string): void {
    let text = said
    if (this.is(0.2)) text = `${text} ${this.say(this.chance.of(PRAISE))}`
    if (this.is(0.2)) text += this.chance.of(SMILES)
    this.add(this.dress(text), 'own-praise', { sentiment: 2, complaint: 0, person: 0, question: 0 })
  }

  private wish(said: string): void {
    const text = this.is(0.15) ? `${this.say(this.chance.of(COMPLAINTS))}. ${said}` : said
    this.add(this.dress(text), 'own-wishes', { person: 1, question: 1 })
  }

  private noWish(said: string): void {
    const question: Labels = said.includes('?') ? { question: 1 } : {}
    this.add(this.dress(said), 'own-no-wishes', { person: 0, ...question })
  }

  /** A review or a mail of several sentences: what there is more of decides. */
  private long(): void {
    const bad = this.is(0.5)
    const more = 2 + Math.floor(this.chance.next() * 4)
    const less = Math.floor(this.chance.next() * Math.min(3, more - 1))
    const sentences = [
      ...Array.from({ length: more }, () => this.say(this.chance.of(bad ? COMPLAINTS : PRAISE))),
      ...Array.from({ length: less }, () => this.say(this.chance.of(bad ? PRAISE : COMPLAINTS))),
      ...(this.is(0.5) ? [this.say(this.chance.of(TELLING))] : []),
    ]
    const order = Int32Array.from(sentences, (_, i) => i)
    this.chance.shuffle(order)
    const text = [...order].map((i) => capital(sentences[i] ?? '')).join(this.is(0.8) ? '. ' : ' ')
    this.add(text, 'own-long', { sentiment: bad ? 0 : 2, complaint: bad ? 1 : 0, person: 0 })
  }

  /** As people write it where they write it: to an account, with a greeting, with capitals or without. */
  private dress(text: string): string {
    const way = this.chance.next()
    if (way < 0.35)
      return `@${this.say('{firm}')}${this.is(0.3) ? 'Help' : ''} ${this.is(0.5) ? text : capital(text)}`
    if (way < 0.5) return `${this.say('{hi}')}${this.is(0.5) ? ',' : ''} ${text}`
    if (way < 0.7) return text.replace(/[.,!?']/g, '').toLowerCase()
    if (way < 0.74) return text.toUpperCase()
    if (way < 0.8) return `${text} #${this.say('{firm}')}`
    return `${capital(text)}${/[.!?]$/.test(text) || this.is(0.4) ? '' : '.'}`
  }

  /** A slip of the fingers now and then. */
  private disturb(text: string): string {
    if (!this.is(0.15)) return text
    const at = 1 + Math.floor(this.chance.next() * Math.max(1, text.length - 2))
    const way = this.chance.next()
    if (way < 0.4) return text.slice(0, at) + text.slice(at + 1)
    if (way < 0.7) return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2)
    return text.slice(0, at) + text.charAt(at).repeat(3) + text.slice(at + 1)
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
