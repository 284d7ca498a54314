import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLocalReader } from '../../src/mind/local-reader.ts'
import { Reading } from '../../src/mind/reading.ts'

const reader = createLocalReader()

async function read(text: string): Promise<Reading> {
  return Reading.parse(await reader.read(text, []))
}

describe('a wish for a person', () => {
  it.each([
    'I want to talk to a human',
    'can i talk to someone',
    'speek to a humen',
    'agnet',
    'representitive please',
    'Get me a real person!!!',
    'is anyone there?',
    'operator',
    'stop the bot',
    'TALK TO A HUMANNNN',
    "I don't want a bot, give me a human",
    "I'm sick of talking to robots",
    'Could I speak to one of your team about the blue tent?',
    'please call me back',
    'What do I have to do to reach a person here?',
    'quiero hablar con una persona',
    "Je voudrais parler à quelqu'un",
    'Ich möchte mit einem Menschen sprechen',
    'Quero falar com um atendente',
    'Posso parlare con un operatore?',
    'Ik wil graag met een medewerker praten',
    'chcę rozmawiać z człowiekiem',
    'Bir insanla konuşmak istiyorum',
    'मुझे किसी इंसान से बात करनी है',
    'mujhe kisi insaan se baat karni hai',
    'أريد أن أتحدث مع موظف',
    '转人工',
    '我想和真人说话',
    '人と話したいです',
    'Хочу поговорить с человеком',
    '상담원 연결해 주세요',
    'Jag vill prata med en människa',
    'Chci mluvit s člověkem',
    'vreau să vorbesc cu o persoană',
    'θέλω να μιλήσω με άνθρωπο',
    'אני רוצה לדבר עם נציג',
    'saya ingin bicara dengan manusia',
    'no quiero hablar con un robot',
    'pouvez-vous me rappeler ?',
    'kann mich bitte jemand anrufen?',
    'não quero falar com robô',
    'mi passi un operatore',
    'kunt u mij terugbellen',
    'nie chcę rozmawiać z botem',
    'temsilci istiyorum',
    'मुझे कॉल करें',
    'لا أريد التحدث مع روبوت',
    '叫你们经理来',
    '電話してください',
    "I'd rather discuss this with a real person if that's ok",
    'is there an actual human there?',
  ])('is heard in “%s”', async (text) => {
    expect(await read(text)).toMatchObject({
      wantsPerson: true,
      reason: expect.stringMatching(/person|machine/),
    })
  })

  it.each([
    "I don't need a person",
    'no need to talk to anyone',
    'are you a person?',
    'am I talking to a bot?',
    'Am I speaking with a machine, or a real person?',
    'the person who delivered it was rude',
    'how many people fit on the cargo bike?',
    'I spoke to someone yesterday',
    'I was talking to an agent yesterday and he hung up',
    'can I talk to my bank about it?',
    'Can I change my order without talking to a person?',
    'can I give this to someone else?',
    'no quiero hablar con una persona',
    'Ich brauche keinen Menschen',
    'la persona que lo entregó fue muy amable',
    '不需要人工',
    'what are your customer service hours?',
    'thanks team',
    'hablé con un agente ayer',
    '人工费多少钱',
    '客服态度很好',
    'put my mum on the booking as the second person',
  ])('is not heard in “%s”', async (text) => {
    expect(await read(text)).toMatchObject({ wantsPerson: false })
  })
})

describe('a complaint', () => {
  it.each([
    ['I have been waiting 3 weeks for my lamp', 'has waited a long time'],
    ['still no reply since Monday', 'has waited a long time'],
    ['I was rather hoping the coat would have been here by now', 'has waited a long time'],
    ['nobody answers my messages', 'says that nobody answers'],
    ['this is the third time I write to you', 'asks again and again'],
    ['you promised it by Friday', 'a promise was not kept'],
    ['The kettle arrived broken', 'says it arrived broken or wrong'],
    ['I ordered a blue one and got a red one', 'says it arrived broken or wrong'],
    ['I want my money back', 'wants the money back'],
    ['This is unacceptable.', 'unhappy words'],
    ['Worst shop I have ever used', 'unhappy words'],
    ['I want to make a complaint', 'wants to complain'],
    [
      'Thank you for your kind help, it was lovely, but the mug came chipped.',
      'says it arrived broken or wrong',
    ],
    ['Mi pedido llegó roto', 'unhappy words'],
    ['Ich warte seit drei Wochen auf mein Paket', 'has waited a long time'],
    ['我的包裹还没收到', 'has waited a long time'],
  ])('is heard in “%s”: %s', async (text, reason) => {
    const reading = await read(text)
    expect(reading).toMatchObject({ complaint: true, reason: expect.stringContaining(reason) })
    expect(reading.sentiment).toBeLessThan(-0.3)
    expect(text).toContain(reading.quote)
  })

  it.each([
    'how do I make a complaint?',
    'what is your refund policy?',
    'can I return a jacket?',
    "I'd like a refund policy link",
    'my wheel is broken, how do I fix it?',
    'what happens if it arrives broken?',
    'how long does delivery take?',
    'Is it normal to wait 3 weeks?',
    'no complaints, everything is lovely',
    'I need 3 weeks notice to book',
    'thanks again',
  ])('is not heard in “%s”', async (text) => {
    expect(await read(text)).toMatchObject({ complaint: false })
  })
})

describe('a quiet complaint', () => {
  it.each([
    '3 hours on hold and then you hang up on me',
    '@Telbo told the engineer comes between 8 and 12. it is 5pm',
    'stil waitng for my refnd, 3 weeeks now',
    'oh great, another delay. thanks for nothing',
    'love how my parcel is three weeks late and nobody answers',
    'i did that already and it still says invalid code',
    'We asked for a quiet room and were given one above the bar. Music until 3am. The receptionist shrugged. Breakfast was fine. Will not be back.',
  ])('is heard in “%s”', async (text) => {
    expect(await read(text)).toMatchObject({ complaint: true })
  })

  it.each([
    'Everything arrived on time and nothing was broken',
    'how do I dispute a charge?',
    '<script>alert(123)</script>',
    'SELECT * FROM orders WHERE late = 1;',
    'Lovely place, spotless rooms, and the owner drew us a map. The wifi was a bit slow but who cares with that view.',
    'I wrote last week because my lamp was late. It came the next day, thank you, great service.',
    'I dropped my old helmet, so I need a new one',
  ])('is not heard in “%s”', async (text) => {
    expect(await read(text)).toMatchObject({ complaint: false })
  })
})

describe('a danger', () => {
  it.each([
    ['I want to kill myself', 'self_harm'],
    ['quiero morir', 'self_harm'],
    ['My battery started smoking', 'safety'],
    ['the charger caught fire', 'safety'],
    ['I am worried about my battery, it is very hot. What should I do?', 'safety'],
    ['Good morning, my e-bike battery smells and smokes, where do I put it?', 'safety'],
    ['Sadly the battery is leaking', 'safety'],
    ['Both batteries are very hot', 'safety'],
    ['My batteries are smoking!', 'safety'],
    ['our batteries are swollen', 'safety'],
    ['my son cut his hand on the edge', 'safety'],
    ["I'm going to come and burn down your shop", 'threat'],
    ['You will hear from my lawyer', 'legal'],
    ['I will sue you', 'legal'],
    ['See you in court', 'legal'],
    ['I am reporting you to trading standards', 'legal'],
    ['I want to make a GDPR complaint', 'legal'],
  ])('is seen in “%s”: %s', async (text, danger) => {
    expect(await read(text)).toMatchObject({ danger })
  })

  it.each([
    'are you GDPR compliant?',
    'Do you sell smoke alarms?',
    'Is the battery fine in very hot weather?',
    'Which battery goes into my smoke alarm?',
    'Do you take batteries from smoking rooms?',
    'Can I book the tennis court?',
    'the wait is killing me',
  ])('is not seen in “%s”', async (text) => {
    expect(await read(text)).toMatchObject({ danger: null })
  })
})

describe('a feeling', () => {
  it.each([
    ['What a lovely day', 'happy', 'kind words: “lovely”'],
    ['thank you so much', 'grateful', 'words of thanks: “thank you”'],
    ['thank you so much, that was very kind', 'grateful', 'somebody was kind'],
    ['I am confused about the sizes', 'confused', 'says it is confusing: “confused”'],
    ['I am a bit worried about the weather', 'worried', 'worried words: “worried”'],
    ['Merci beaucoup', 'grateful', 'words of thanks: “merci”'],
    ['❤️', 'happy', 'kind words: “❤”'],
  ])('of “%s” is %s', async (text, feeling, reason) => {
    expect(await read(text)).toMatchObject({ feeling, reason })
  })

  it('is nought, and said to be, in a plain English question', async () => {
    expect(await read('where is my order?')).toMatchObject({
      sentiment: 0,
      feeling: null,
      reason: 'no sign of feeling',
    })
  })

  it.each([
    '',
    'ok',
    'hi',
    '12345',
    'ZX-4471',
    '¿Dónde está mi pedido?',
    'Wo ist mein Paket?',
    '营业时间是几点？',
  ])('is unknown, not nought, in “%s”', async (text) => {
    expect(await read(text)).toMatchObject({ sentiment: null, feeling: null, quote: null })
  })
})

describe('what a message does', () => {
  it.each([
    ['Hi, where is my order', 'ask', true],
    ['could you tell me whether it fits a child', 'ask', true],
    ['cancel my order', 'ask', true],
    ['need help with a return', 'ask', true],
    ['¿Cuándo abren?', 'ask', true],
    ['thanks, it works now', 'thank', false],
    ['good morning', 'greet', false],
    ['yes please', 'yes', false],
    ['no thanks', 'no', false],
    ["No, that didn't help", 'no', false],
    ['my order number is 4471', 'tell', false],
  ])('in “%s” is %s', async (text, act, question) => {
    expect(await read(text)).toMatchObject({ act, question })
  })
})

describe('the language', () => {
  it.each([
    ['where is my order?', 'en'],
    ['¿Dónde está mi pedido?', 'es'],
    ['Où est mon colis ?', 'fr'],
    ['Wo ist denn eigentlich mein Paket geblieben?', 'de'],
    ['مرحبا أين طلبي', 'ar'],
    ['我的包裹在哪里', 'zh'],
    ['私の荷物はどこですか', 'ja'],
    ['mera order kahan hai', 'hi'],
    ['ok', null],
    ['hi', null],
    ['John Smith', null],
    ['ZX-4471', null],
    ['😀', null],
  ])('of “%s” is %s', async (text, language) => {
    expect(await read(text)).toMatchObject({ language })
  })
})

describe('a message in disguise', () => {
  const plain = 'I want to talk to a person'
  const tags = [...'ignore']
    .map((letter) => String.fromCodePoint(0xe0000 + (letter.codePointAt(0) ?? 0)))
    .join('')

  it.each([
    ['zero-width joiners', [...plain].join('\u200d')],
    ['bidi marks', `\u202e${plain.replace('person', 'per\u2066son')}\u202c`],
    ['tag characters', plain.replace('talk', `talk${tags}`)],
    ['NUL', plain.replace('person', 'per\0son')],
    ['full-width letters', 'ｔａｌｋ ｔｏ ａ ｐｅｒｓｏｎ'],
    ['colour codes', plain.replace('person', '\u001b[31mperson\u001b[0m')],
    ['lone surrogates', `\ud83d${plain}\ude00`],
    ['accents set apart', 'Je veux parler a\u0300 un conseiller'],
    ['line ends', 'I want to talk\r\nto a\tperson'],
  ])('with %s means the same', async (_, text) => {
    const reading = await read(text)
    expect(reading.wantsPerson).toBe(true)
    if (reading.quote !== null) expect(text).toContain(reading.quote)
  })

  it('is read at both ends when it is very long', async () => {
    const padding = 'lorem ipsum dolor '.repeat(60_000)
    expect(await read(`I want a human. ${padding}`)).toMatchObject({
      wantsPerson: true,
      quote: 'I want a human',
    })
    expect(await read(`${padding}. I want a human`)).toMatchObject({
      wantsPerson: true,
      quote: 'I want a human',
    })
  })
})

describe('any string whatever', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      'talk to a person ',
      'still waiting ',
      'my lawyer ',
      'thanks! ',
      '😡',
      '\ud83d',
      '\0',
      '\u200d',
      'ﬁ',
      'İ',
      'ǆ',
    ),
  )

  it('gives a valid reading whose quote stands in the text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 30 }),
        fc.integer({ min: 1, max: 40 }),
        async (pieces, times) => {
          const text = pieces.join('').repeat(times)
          const reading = await read(text)
          if (reading.quote === null) return
          expect(text.includes(reading.quote)).toBe(true)
          expect(reading.quote.isWellFormed()).toBe(true)
        },
      ),
    )
  })
})
