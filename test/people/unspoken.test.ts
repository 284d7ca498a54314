import { describe, expect, it } from 'vitest'
import { isSour } from '../../src/mind/patterns/sour.ts'
import { areAlike } from '../../src/people/unspoken.ts'

describe('two questions', () => {
  it.each([
    ['How can I return a jacket?', 'how do I return my jacket, please?'],
    ['Where is my parcel? The order was last week', 'My parcel from last week’s order is still not here'],
    ['How long does a refund for a bike take?', 'I am still waiting for the refund of my bike'],
    ['battery of my e-bike does not charge', 'Why will the e-bike battery not charge?'],
  ])('are the same again: %s / %s', (a, b) => expect(areAlike(a, b)).toBe(true))

  it.each([
    ['How can I return a jacket?', 'How can I return a tent?'],
    ['Where is my parcel?', 'When is the workshop open?'],
    ['How long does a refund take?', 'How long does delivery take?'],
    ['Hello', 'Hello'],
    ['', 'How can I return a jacket?'],
  ])('are two: %s / %s', (a, b) => expect(areAlike(a, b)).toBe(false))
})

describe('thanks', () => {
  it.each([
    'thanks for nothing',
    'Thanks a lot for nothing!',
    'Thank you so much for wasting my time',
    'thanks for ignoring me',
    'Thanks, that was useless',
    'Thank you, but that did not help, what a waste',
    'gee thanks',
    'Thanks anyway',
    'Danke für nichts',
    'Merci pour rien',
    'gracias por nada',
  ])('that are none: %s', (text) => expect(isSour(text)).toBe(true))

  it.each([
    'thanks',
    'Thank you so much for your help!',
    'Thanks for nothing but kindness',
    'Thanks for waiting for me',
    'thank you, that helped',
    'Thanks for the quick answer',
    'gracias',
  ])('that are meant: %s', (text) => expect(isSour(text)).toBe(false))
})
