import { describe, expect, it } from 'vitest'
import { withoutCourtesy, withoutFeeling } from '../../src/mind/aside.ts'
import { asksIn } from '../../src/mind/asking.ts'

describe('what stands beside a question', () => {
  it.each([
    ['Good morning, how long does a refund take?', ', how long does a refund take?'],
    ['Hi there! Do you ship to islands?', '! Do you ship to islands?'],
    ['I hope you are well. Where is my lamp?', '. Where is my lamp?'],
    ['Could you please tell me when you open?', 'when you open?'],
    ['I was wondering if you could tell me how I return a lamp', 'how I return a lamp'],
    ['Sorry to bother you again, but where is my invoice?', ', but where is my invoice?'],
    ['Thank you for your help! Where is it?', '! Where is it?'],
    ['Thanks for the refund, it is here.', ', it is here.'],
  ])('is without courtesy: “%s”', (text, left) => {
    expect(withoutCourtesy(text)).toBe(left)
  })

  it.each([
    ['I am a bit worried about my parcel.', 'I am about my parcel.'],
    ['Sadly I was out', 'I was out'],
    ['I feel so stupid, I forgot my password', 'I , I forgot my password'],
    ['My daughter is heartbroken because it broke', 'because it broke'],
    ['I hate the newsletter', 'the newsletter'],
  ])('is without feeling: “%s”', (text, left) => {
    expect(withoutFeeling(text, true)).toBe(left)
  })

  it.each([
    'Is there a happy hour?',
    'Do you sell stress balls?',
    'Do you repair cross bikes?',
    'When does the afternoon tour start?',
    'How do I thank the courier for the great work?',
    'Thanks for the words about refunds, how long do they take?',
    'I cannot pay, what happens?',
  ])('is not what is asked: “%s”', (text) => {
    expect(withoutFeeling(withoutCourtesy(text), true)).toBe(text)
  })

  it('is no question where it is all that is said', () => {
    expect(asksIn('Good morning! Thank you so much.', [])).toEqual([])
    expect(asksIn('I am a bit worried.', [])).toEqual([])
    expect(asksIn('I am so sad about this.', []).map(({ bare }) => bare)).toEqual([])
  })

  it('is what “it” stands for, where that was named just before', () => {
    const [ask] = asksIn('I am worried about my parcel. Where is it?', [])
    expect(ask?.bare?.text).toBe('I am about my parcel.\nWhere is it?')
    const [other] = asksIn('I am worried about my lamp. How do I clean it?', [])
    expect(other?.bare).toEqual({ text: 'How do I clean it?\nI am about my lamp.', before: '', pieced: true })
  })

  it('leaves a plain question as it is', () => {
    expect(asksIn('How long does shipping take?', [])).toEqual([
      { text: 'How long does shipping take?', before: '', bare: null },
    ])
  })

  it('does not hide the question in a long message', () => {
    for (const piece of ['so a bit ', 'sorry to ', '!', 'my daughter is so ', 'thanks for a ', '\n'])
      expect(asksIn(`${piece.repeat(500)} How long does shipping take?`, []).length).toBe(1)
  })
})
