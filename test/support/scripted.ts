import { resolve } from 'node:path'
import type { Answerer, Draft } from '../../src/mind/answer.ts'

export const promptsFolder = resolve(import.meta.dirname, '../../prompts')

const SENTENCE = 'You can send anything back within 30 days.'
const RETURNS: Draft = {
  text: SENTENCE,
  quotes: [SENTENCE],
  passages: [
    {
      id: 'returns#1',
      page: 'returns.md',
      title: 'Returns',
      headings: ['Returns'],
      text: SENTENCE,
      url: null,
    },
  ],
  confidence: 0.9,
  answeredBy: 'scripted',
}

/** Knows about returns and nothing else. */
export function scriptedAnswerer(): Answerer {
  return {
    name: 'scripted',
    answer: async ({ text }) => (/return|send .*back|30 days/i.test(text) ? RETURNS : null),
  }
}
