import { describe, expect, it } from 'vitest'
import { type Cause, type Decision, decide, type Heard, type View } from '../src/decide.ts'
import type { Draft } from '../src/mind/answer.ts'
import { buttonReading, type Reading, unreadable } from '../src/mind/reading.ts'

const POLICY = { turnCap: 3, answersIn: ['en', 'fr'], staleAfter: 1 }
const DRAFT: Draft = { text: 'Yes.', quotes: ['Yes.'], passages: [], confidence: 1, answeredBy: 'test' }

const hear = (reading: Partial<Reading>, rest: Partial<Heard> = {}): Heard => ({
  reading: { ...unreadable, reason: 'as the test says', language: 'en', readBy: 'test', ...reading },
  choice: null,
  verdict: null,
  quiet: null,
  wordless: false,
  late: false,
  attachments: 0,
  edited: false,
  ...rest,
})

const asks = hear({ act: 'ask', question: true })
const tells = hear({ act: 'tell' })
const thanks = hear({ act: 'thank' })
const greets = hear({ act: 'greet' })
const saysYes = hear({ act: 'yes' })
const saysNo = hear({ act: 'no' })
const unhappy = hear({ act: 'tell', sentiment: -0.3 })
const complains = hear({ complaint: true })
const wantsPerson = hear({ wantsPerson: true })
const selfHarm = hear({ danger: 'self_harm' })
const legal = hear({ danger: 'legal' })
const unsafe = hear({ danger: 'safety' })
const threatens = hear({ danger: 'threat' })
const german = hear({ act: 'ask', question: true, language: 'de' })
const wordless = hear({ language: null }, { wordless: true })
const file = hear({ language: null }, { wordless: true, attachments: 1 })
const pressesPerson = hear(buttonReading('Talk to a person'), { choice: 'person' })
const pressesHelped = hear(buttonReading('That helped'), { choice: 'helped' })
const edited = (heard: Heard): Heard => ({ ...heard, edited: true })
const feels = (feeling: Reading['feeling']) => hear({ act: 'ask', question: true, feeling })

const view = (heard: Heard[], rest: Partial<View> = {}): View => ({
  status: 'open',
  heard,
  before: null,
  asked: false,
  turnsAlone: 0,
  found: 'not looked',
  ...rest,
})

const answered = { before: { decision: 'answer', cause: null } }
const offered = (cause: string) => ({ before: { decision: 'offer_person', cause } })
const capped = { turnsAlone: POLICY.turnCap }
const nothing: Partial<View> = { found: 'nothing' }

type Expected = Partial<{ kind: Decision['kind']; cause: string; what: string; tone: string }>
type Case = [says: string, view: View, expected: Expected]

const silent: Expected = { kind: 'stay_silent' }
const call = (cause: Cause): Expected => ({ kind: 'hand_off', cause })
const offer = (cause: string): Expected => ({ kind: 'offer_person', cause })
const acknowledge = (what: string): Expected => ({ kind: 'acknowledge', what })
const answer: Expected = { kind: 'answer' }
const clarify: Expected = { kind: 'clarify' }

function holds(cases: Case[]): void {
  it.each(cases)('%s', (_says, given, expected) => {
    const decision = decide(given, POLICY)
    expect(decision).toMatchObject(expected)
    expect(decision.reason).not.toBe('')
  })
}

describe('the decision is to stay silent', () => {
  holds([
    ['when the message was taken back', view([]), silent],
    ['when it was taken back while a person is awaited', view([], { status: 'waiting' }), silent],
    ['while a person has it: a question', view([asks], { status: 'with_person' }), silent],
    ['while a person has it: a wish for a person', view([wantsPerson], { status: 'with_person' }), silent],
    ['while a person has it: the button', view([pressesPerson], { status: 'with_person' }), silent],
    ['while a person has it: danger', view([selfHarm], { status: 'with_person' }), silent],
    ['while a person has it: a complaint', view([complains], { status: 'with_person' }), silent],
    ['while a person has it: thanks', view([thanks], { status: 'with_person' }), silent],
    ['while a person has it: a draft', view([asks], { status: 'with_person', found: DRAFT }), silent],
    ['at an edit while a person is awaited', view([edited(tells)], { status: 'waiting' }), silent],
  ])
})

describe('while a person is awaited', () => {
  const waiting: Partial<View> = { status: 'waiting' }
  holds([
    ['what is added is acknowledged', view([tells], waiting), acknowledge('waiting')],
    ['a question is acknowledged', view([asks], waiting), acknowledge('waiting')],
    ['thanks are acknowledged', view([thanks], waiting), acknowledge('waiting')],
    ['a button "that helped" is acknowledged', view([pressesHelped], waiting), acknowledge('waiting')],
    [
      'an edit and a new message are acknowledged',
      view([edited(tells), tells], waiting),
      acknowledge('waiting'),
    ],
    ['who asks for a person hears who has it', view([wantsPerson], waiting), acknowledge('waiting_person')],
    [
      'who presses for a person hears who has it',
      view([pressesPerson], waiting),
      acknowledge('waiting_person'),
    ],
    ['who complains hears who has it', view([complains], waiting), acknowledge('waiting_person')],
    ['who is in danger now hears what to do at once', view([unsafe], waiting), acknowledge('danger')],
    [
      'an edit that tells of danger is heard',
      view([{ ...unsafe, edited: true }], waiting),
      acknowledge('danger'),
    ],
    [
      'an edit is passed on without a word',
      view([{ ...asks, edited: true }], waiting),
      { kind: 'stay_silent' },
    ],
    ['the turn cap calls nobody again', view([asks], { ...waiting, ...capped }), acknowledge('waiting')],
  ])
})

describe('what is said to the question whether it is right now', () => {
  const asked: Partial<View> = { asked: true }
  const right = hear({ act: 'yes' }, { verdict: 'right' })
  const notYet = hear({ act: 'no' }, { verdict: 'not_yet' })
  const pressesRight = hear(buttonReading('It is right now'), { choice: 'right' })
  const pressesNotYet = hear(buttonReading('Not yet'), { choice: 'not_yet' })
  const quiet = hear({ act: 'ask' }, { quiet: 'only' })
  holds([
    ['a yes is acknowledged', view([right], asked), acknowledge('right')],
    ['a yes with thanks is', view([right, thanks], asked), acknowledge('right')],
    ['the button is, whenever it is pressed', view([pressesRight]), acknowledge('right')],
    ['a yes that answers nothing of ours is read as usual', view([right]), { kind: 'answer' }],
    ['a yes before a question is answered like one', view([right, asks], asked), { kind: 'answer' }],
    ['a no calls the person who had it', view([notYet], asked), call('not_yet')],
    ['so does the button, whenever it is pressed', view([pressesNotYet]), call('not_yet')],
    ['a yes and a no in one breath are a no', view([right, notYet], asked), call('not_yet')],
    ['a complaint is a no', view([complains], asked), call('not_yet')],
    ['unhappy words are a no', view([unhappy], asked), call('not_yet')],
    ['a no to something else is not', view([notYet], answered), offer('unhelped')],
    ['danger comes first', view([notYet, unsafe], asked), call('danger')],
    [
      'a no comes before a wish',
      view([hear({ wantsPerson: true }, { verdict: 'not_yet' })], asked),
      call('not_yet'),
    ],
    ['a wish alone is a wish', view([wantsPerson], asked), call('wants_person')],
    ['a yes that came late is a yes', view([{ ...right, late: true }], asked), acknowledge('right')],
    [
      'words that no page knows are taken as they are',
      view([tells], { ...asked, ...nothing }),
      acknowledge('unsure'),
    ],
    [
      'a question that no page knows is offered a person',
      view([asks], { ...asked, ...nothing }),
      offer('no_source'),
    ],
    ['a wish for no questions is granted', view([quiet], asked), acknowledge('no_unasked')],
    ['at any time', view([quiet]), acknowledge('no_unasked')],
    [
      'although it sounds like a complaint',
      view([hear({ complaint: true }, { quiet: 'only' })]),
      acknowledge('no_unasked'),
    ],
    ['beside a yes too', view([right, quiet], asked), acknowledge('no_unasked')],
    ['beside a no, a person is called', view([notYet, quiet], asked), call('not_yet')],
    ['beside a question, that is answered', view([quiet, asks], asked), { kind: 'answer' }],
    [
      'a person who has the conversation is left alone',
      view([pressesNotYet], { status: 'with_person' }),
      silent,
    ],
    [
      'who waits already hears who has it',
      view([pressesNotYet], { status: 'waiting' }),
      acknowledge('waiting_person'),
    ],
  ])
})

describe('what is pressed and what is written in one breath', () => {
  holds([
    [
      'a question beside "that helped" is answered',
      view([{ ...asks, choice: 'helped' }, asks]),
      { kind: 'answer' },
    ],
  ])
})

describe('a person is called', () => {
  holds([
    ['for words of self-harm', view([selfHarm]), call('self_harm')],
    ['for legal words', view([legal]), call('legal')],
    ['for what is not safe', view([unsafe]), call('danger')],
    ['for a threat', view([threatens]), call('danger')],
    ['at the press of the button', view([pressesPerson]), call('wants_person')],
    ['when one is asked for', view([wantsPerson]), call('wants_person')],
    [
      'when one is asked for in one of several messages',
      view([greets, wantsPerson, asks]),
      call('wants_person'),
    ],
    ['at a yes to a person', view([saysYes], offered('no_source')), call('wants_person')],
    [
      'at a yes to a person, whatever it was offered for',
      view([saysYes], offered('language')),
      call('wants_person'),
    ],
    ['at a yes among other words', view([tells, saysYes], offered('unhelped')), call('wants_person')],
    ['for a complaint', view([complains]), call('complaint')],
    ['for a complaint in one of several messages', view([asks, complains]), call('complaint')],
  ])

  describe('for the gravest reason:', () => {
    holds([
      ['danger before a wish', view([hear({ danger: 'safety', wantsPerson: true })]), call('danger')],
      ['danger in a later message before a wish', view([wantsPerson, unsafe]), call('danger')],
      ['danger before the button', view([pressesPerson, legal]), call('legal')],
      ['danger before a complaint', view([hear({ danger: 'legal', complaint: true })]), call('legal')],
      [
        'a wish before a complaint',
        view([hear({ wantsPerson: true, complaint: true })]),
        call('wants_person'),
      ],
      ['a wish in a later message before a complaint', view([complains, wantsPerson]), call('wants_person')],
      [
        'a yes to a person before a complaint',
        view([complains, saysYes], offered('unhelped')),
        call('wants_person'),
      ],
      ['self-harm before legal words, whichever came first', view([legal, selfHarm]), call('self_harm')],
      [
        'self-harm before what is not safe, whichever came first',
        view([unsafe, selfHarm]),
        call('self_harm'),
      ],
    ])
  })

  describe('before anything else is looked at:', () => {
    holds([
      ['the button "that helped"', view([pressesHelped, wantsPerson]), call('wants_person')],
      [
        'a message without words',
        view([hear({ danger: 'self_harm' }, { wordless: true })]),
        call('self_harm'),
      ],
      ['thanks', view([hear({ act: 'thank', complaint: true })]), call('complaint')],
      ['a greeting', view([hear({ act: 'greet', wantsPerson: true })]), call('wants_person')],
      [
        'a no to a person',
        view([hear({ act: 'no', complaint: true })], offered('unhelped')),
        call('complaint'),
      ],
      [
        'two answers that did not help',
        view([hear({ act: 'no', danger: 'legal' })], answered),
        call('legal'),
      ],
      ['the turn cap', view([complains], capped), call('complaint')],
      ['another language', view([hear({ language: 'de', wantsPerson: true })]), call('wants_person')],
      ['what the knowledge gave', view([complains], { found: DRAFT }), call('complaint')],
      ['what the knowledge did not give', view([wantsPerson], nothing), call('wants_person')],
    ])
  })
})

describe('without a call', () => {
  holds([
    ['the button "that helped" is acknowledged', view([pressesHelped], answered), acknowledge('helped')],
    ['the button counts before thanks', view([pressesHelped, thanks], answered), acknowledge('helped')],
    ['a message without words is asked about', view([wordless]), clarify],
    ['a file without words is offered a person', view([file]), offer('attachment')],
    ['a file among wordless messages is offered a person', view([wordless, file]), offer('attachment')],
    ['a file with words is a question like any', view([hear({ act: 'ask' }, { attachments: 1 })]), answer],
    ['a file beside words is a question like any', view([file, asks]), answer],
    ['a wordless thank-you is asked about', view([hear({ act: 'thank' }, { wordless: true })]), clarify],
    ['thanks are acknowledged', view([thanks]), acknowledge('thanks')],
    ['thanks with a sign beside them are acknowledged', view([thanks, wordless]), acknowledge('thanks')],
    ['thanks and a question are answered', view([thanks, asks]), answer],
    ['a greeting is acknowledged', view([greets]), acknowledge('greeting')],
    ['a greeting with a sign beside it is acknowledged', view([wordless, greets]), acknowledge('greeting')],
    ['a greeting and a question are answered', view([greets, asks]), answer],
    ['a yes that nobody asked for is answered', view([saysYes]), answer],
    ['a yes after an answer is answered', view([saysYes], answered), answer],
  ])
})

describe('when a person was offered', () => {
  holds([
    ['a no is taken', view([saysNo], offered('no_source')), acknowledge('declined')],
    [
      'a no is taken after answers that did not help, and calls nobody',
      view([saysNo], offered('unhelped')),
      acknowledge('declined'),
    ],
    ['a no and a question are answered', view([saysNo, asks], offered('no_source')), answer],
    ['thanks decline nothing', view([thanks], offered('no_source')), acknowledge('thanks')],
    [
      'a no is taken before the turn cap',
      view([saysNo], { ...offered('no_source'), ...capped }),
      acknowledge('declined'),
    ],
  ])
})

describe('when an answer did not help', () => {
  holds([
    ['a no is offered a person', view([saysNo], answered), offer('unhelped')],
    ['unhappy words are offered a person', view([unhappy], answered), offer('unhelped')],
    ['two unhappy messages are offered a person', view([saysNo, unhappy], answered), offer('unhelped')],
    [
      'words that are not quite unhappy are answered',
      view([hear({ act: 'tell', sentiment: -0.29 })], answered),
      answer,
    ],
    ['words of unknown mood are answered', view([tells], answered), answer],
    [
      'an unhappy question is answered',
      view([hear({ act: 'tell', question: true, sentiment: -0.9 })], answered),
      answer,
    ],
    ['a no that asks is answered', view([hear({ act: 'no', question: true })], answered), answer],
    ['a no and a question are answered', view([saysNo, asks], answered), answer],
    ['a no with nothing before it is answered', view([saysNo]), answer],
    [
      'unhappy words after the offer call a person',
      view([unhappy], offered('unhelped')),
      call('two_failed_answers'),
    ],
    [
      'unhappy words after an offer for another reason call nobody',
      view([unhappy], offered('no_source')),
      answer,
    ],
    ['it counts before the turn cap', view([saysNo], { ...answered, ...capped }), offer('unhelped')],
    [
      'two failed answers count before the turn cap',
      view([unhappy], { ...offered('unhelped'), ...capped }),
      call('two_failed_answers'),
    ],
    [
      'it counts before another language',
      view([hear({ act: 'no', language: 'de' })], answered),
      offer('unhelped'),
    ],
  ])
})

describe('the turn cap', () => {
  const left = { turnsAlone: POLICY.turnCap - 1 }
  holds([
    ['calls a person when it is reached', view([asks], capped), call('turn_cap')],
    ['calls a person when it is passed', view([asks], { turnsAlone: 99 }), call('turn_cap')],
    ['calls nobody one turn before', view([asks], left), answer],
    ['calls nobody for thanks', view([thanks], capped), acknowledge('thanks')],
    ['calls nobody for a greeting', view([greets], capped), acknowledge('greeting')],
    ['calls nobody for what helped', view([pressesHelped], capped), acknowledge('helped')],
    ['calls nobody for a sign', view([wordless], capped), clarify],
    ['counts before another language', view([german], capped), call('turn_cap')],
    ['counts before what the knowledge lacks', view([asks], { ...capped, ...nothing }), call('turn_cap')],
    ['counts before a draft', view([asks], { ...capped, found: DRAFT }), call('turn_cap')],
  ])
})

describe('a language', () => {
  holds([
    ['that we do not answer in is offered a person', view([german]), offer('language')],
    ['that we answer in is answered', view([hear({ act: 'ask', language: 'fr' })]), answer],
    ['that nobody can tell is answered', view([hear({ act: 'ask', language: null })]), answer],
    ['counts as of the last message that shows one', view([asks, german, wordless]), offer('language')],
    ['of earlier messages does not count', view([german, asks]), answer],
    [
      'counts before what the knowledge lacks',
      view([german], { ...nothing, ...offered('no_source') }),
      offer('language'),
    ],
  ])
})

describe('the knowledge', () => {
  const again = { ...nothing, ...offered('no_source') }
  holds([
    ['is asked when something is asked', view([asks]), { ...answer, tone: 'plain' }],
    ['gives the answer', view([asks], { found: DRAFT }), { ...answer, tone: 'plain' }],
    ['that holds nothing means an offer of a person', view([asks], nothing), offer('no_source')],
    ['that holds nothing twice in a row calls one', view([asks], again), call('no_source_twice')],
    [
      'that holds nothing after another offer means an offer',
      view([asks], { ...nothing, ...offered('unhelped') }),
      offer('no_source'),
    ],
    [
      'that holds nothing after an answer means an offer',
      view([asks], { ...nothing, ...answered }),
      offer('no_source'),
    ],
    ['that holds an answer the second time calls nobody', view([asks], { ...again, found: DRAFT }), answer],
  ])
})

describe('the tone of an answer', () => {
  const tone = (name: string): Expected => ({ kind: 'answer', tone: name })
  holds([
    ['is upset for the angry', view([feels('angry')]), tone('upset')],
    ['is upset for the frustrated', view([feels('frustrated')]), tone('upset')],
    ['is upset for the disappointed', view([feels('disappointed')]), tone('upset')],
    ['is worried for the worried', view([feels('worried')]), tone('worried')],
    ['is worried for the sad', view([feels('sad')]), tone('worried')],
    ['is confused for the confused', view([feels('confused')]), tone('confused')],
    ['is plain for the happy', view([feels('happy')]), tone('plain')],
    ['is plain for the grateful', view([feels('grateful')]), tone('plain')],
    ['is plain for the hopeful', view([feels('hopeful')]), tone('plain')],
    ['is plain where the feeling is unknown', view([feels(null)]), tone('plain')],
    ['is upset before worried', view([feels('worried'), feels('angry')]), tone('upset')],
    ['is worried before confused', view([feels('confused'), feels('sad')]), tone('worried')],
    ['is confused before plain', view([feels('happy'), feels('confused')]), tone('confused')],
  ])
})
