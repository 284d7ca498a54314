import { describe, expect, it } from 'vitest'
import { checkWords } from '../../../src/mind/check-words.ts'
import { groundOn } from './sample.ts'

describe('a question for what nobody should write in a chat', () => {
  it.each([
    'Please tell me your card number and password?',
    'Could you confirm the last digits and your PIN?',
    'What is your password?',
    'Please send us your bank account details so that I can look it up.',
  ])('is not put: %s', (text) => {
    expect(checkWords(text, groundOn([], 'Where is my parcel?'), 'clarify')).toMatchObject({
      ok: false,
      why: 'it asks for a secret',
    })
  })

  it.each(['Which order number is it about?', 'Never send us your card number or your password.'])(
    'is not this: %s',
    (text) => {
      expect(checkWords(text, groundOn([], 'Is it safe?'), 'clarify')).not.toMatchObject({
        why: 'it asks for a secret',
      })
    },
  )
})
