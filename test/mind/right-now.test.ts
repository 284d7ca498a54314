import { describe, expect, it } from 'vitest'
import { createLocalReader } from '../../src/mind/local-reader.ts'
import { readVerdict } from '../../src/mind/patterns/right-now.ts'
import { asksForQuiet } from '../../src/mind/patterns/unasked.ts'

const reader = createLocalReader()
const verdict = async (text: string) => readVerdict(text, await reader.read(text, []))

describe('an answer to "Is it right now?"', () => {
  it.each([
    'yes',
    'Yes!',
    'Yep, all good',
    'yes it is',
    'Yes, thank you so much',
    'It is right now',
    "It's fixed now, thanks",
    'all sorted',
    'works now',
    'It works again 😀',
    'No more problems, thank you',
    'No problems at all',
    'no issues',
    'Still working fine',
    'perfect',
    'Perfect, thank you Kim!',
    'everything is fine',
    'Everything arrived',
    'no longer broken',
    '👍',
    'yes 👍',
    'fine',
    'thanks, yes',
    'That was solved, yes',
    'ja',
    'Oui',
    'sí',
    'はい',
  ])('is a yes: %s', async (text) => {
    expect(await verdict(text)).toBe('right')
  })

  it.each([
    'no',
    'No.',
    'Nope',
    'not yet',
    'Not yet, sorry',
    'Not really',
    'no, still broken',
    'Still broken',
    'it still doesn’t work',
    'It is still not right',
    'Still the same',
    'still waiting for my money',
    'yes, but it is still leaking',
    'It worked for a day, then it broke again',
    'The same problem again',
    "It isn't fixed",
    "it's not working",
    'nothing has changed',
    "The refund hasn't arrived",
    'The refund has not arrived',
    'I’m afraid not',
    "I don't think so",
    'unfortunately not',
    'It got worse',
    'No it is worse now',
    'No, no problem is solved',
    'No! When will you finally fix it?',
    'it stopped working again',
    'nein',
    'Non',
    'いいえ',
  ])('is a no: %s', async (text) => {
    expect(await verdict(text)).toBe('not_yet')
  })

  it.each([
    'thanks',
    'ok',
    'I will check tomorrow',
    'Not sure yet',
    'no idea',
    'never mind',
    'No thanks',
    'Yes, if it stays like that',
    'It works sometimes',
    'Almost all of it is fine',
    'Yes, but the left pedal squeaks',
    'I hope it is fixed',
    'How do I return a jacket?',
    'Do you sell lamps that are not broken?',
    'Can I send back something that does not fit?',
    'yes?',
    'Hello',
    'My order number is 17',
    'Thanks for nothing',
  ])('is neither, and counted as neither: %s', async (text) => {
    expect(await verdict(text)).toBe(null)
  })
})

describe('a wish to be left in peace', () => {
  it.each([
    'Please stop asking',
    'stop asking me',
    'Stop asking me questions!',
    'no more questions',
    'No more questions, please.',
    "don't write to me",
    'Please do not write to me again',
    'Don’t contact me any more, thank you',
    'stop messaging me',
    'Please stop sending me messages',
    'leave me alone',
    'Unsubscribe',
    "I don't want any more messages",
    'yes. Please stop asking about this',
    'Could you stop following up, please',
    'Stop bothering me',
  ])('is plain, and nothing else is said: %s', (text) => {
    expect(asksForQuiet(text)).toBe('only')
  })

  it.each(['Not yet! And stop asking me.', 'The wheel is loose. Please stop asking.'])(
    'stands beside something else: %s',
    (text) => {
      expect(asksForQuiet(text)).toBe('too')
    },
  )

  it.each([
    "Please don't contact me by phone",
    'Please stop asking me for my order number',
    'I have no more questions',
    'Can I stop my order?',
    "You don't write to me, and I am waiting",
    'How do I stop the newsletter?',
    "Don't send me the red one",
    'Nobody writes to me',
    "I don't want any more of these lamps",
    '',
  ])('is something else: %s', (text) => {
    expect(asksForQuiet(text)).toBe(null)
  })
})
