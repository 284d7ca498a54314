import { type Example, TASKS, type Task } from './example.ts'
import type { Importance } from './fit-weights.ts'

/** How much each set counts for each task beside the others, however many rows it has; what is not named counts nothing. */
const SHARES: Record<Task, Record<string, number>> = {
  sentiment: {
    goemotions: 5,
    'vader-tweets': 3,
    'vader-films': 2,
    'vader-words': 0.3,
    senti4sd: 2,
    bitext: 0.2,
    banking77: 0.3,
    clinc150: 0.3,
    multidogo: 0.3,
    rasa: 0.2,
    'own-complaints': 2,
    'own-asking': 0.5,
    'own-telling': 0.5,
    'own-praise': 1,
    'own-woes': 0.5,
    'own-long': 1,
    'own-corrections': 1,
  },
  complaint: {
    goemotions: 2,
    'vader-tweets': 0.5,
    'vader-films': 0.7,
    senti4sd: 0.3,
    bitext: 0.5,
    banking77: 1.5,
    nluplusplus: 1,
    clinc150: 0.7,
    multidogo: 0.7,
    rasa: 0.2,
    'own-complaints': 4,
    'own-asking': 1,
    'own-telling': 1,
    'own-praise': 1,
    'own-woes': 0.5,
    'own-long': 1,
    'own-corrections': 1,
  },
  person: {
    goemotions: 0.5,
    bitext: 1,
    banking77: 0.5,
    nluplusplus: 1,
    clinc150: 0.7,
    multidogo: 0.5,
    rasa: 0.3,
    'own-wishes': 2,
    'own-no-wishes': 1.5,
    'own-complaints': 0.5,
    'own-asking': 0.3,
    'own-telling': 0.2,
    'own-praise': 0.2,
    'own-corrections': 0.5,
  },
  question: {
    goemotions: 1,
    'vader-tweets': 0.5,
    politeness: 0.5,
    bitext: 0.7,
    banking77: 0.5,
    nluplusplus: 1,
    clinc150: 1.5,
    multidogo: 2,
    rasa: 0.5,
    'own-asking': 2,
    'own-telling': 1,
    'own-praise': 0.7,
    'own-complaints': 0.7,
    'own-wishes': 0.3,
    'own-woes': 0.3,
  },
}

/** Shares each set's weight evenly between its classes and their rows. `left` names a set that is held out. */
export function importanceOf(examples: readonly Example[], left: string | null): Importance {
  const importance: Importance = {
    sentiment: new Float32Array(examples.length),
    complaint: new Float32Array(examples.length),
    person: new Float32Array(examples.length),
    question: new Float32Array(examples.length),
  }
  for (const task of TASKS) {
    const counts = new Map<string, number>()
    const classes = new Map<string, Set<number>>()
    for (const example of examples) {
      const label = example[task]
      if (label === undefined || example.source === left || (SHARES[task][example.source] ?? 0) === 0)
        continue
      counts.set(`${example.source} ${label}`, (counts.get(`${example.source} ${label}`) ?? 0) + 1)
      classes.set(example.source, (classes.get(example.source) ?? new Set()).add(label))
    }
    const rows = [...counts.values()].reduce((a, b) => a + b, 0)
    const all = [...classes.keys()].reduce((sum, source) => sum + (SHARES[task][source] ?? 0), 0)
    examples.forEach((example, i) => {
      const count = counts.get(`${example.source} ${example[task]}`)
      if (count === undefined || example.source === left) return
      const share = (SHARES[task][example.source] ?? 0) / all
      const weight = (share * rows) / (classes.get(example.source)?.size ?? 1) / count
      importance[task][i] = Math.min(8, weight)
    })
  }
  balance(examples, importance)
  return importance
}

/** What part of all each class is, over all sets together: as many of each mood, but wishes are rare. */
const CLASSES: Record<Task, number[]> = {
  sentiment: [1 / 3, 1 / 3, 1 / 3],
  complaint: [0.58, 0.42],
  person: [0.8, 0.2],
  question: [0.5, 0.5],
}

function balance(examples: readonly Example[], importance: Importance): void {
  for (const task of TASKS) {
    const sums = [0, 0, 0]
    examples.forEach((example, i) => {
      const label = example[task]
      if (label !== undefined) sums[label] = (sums[label] ?? 0) + (importance[task][i] ?? 0)
    })
    const all = sums.reduce((a, b) => a + b, 0)
    examples.forEach((example, i) => {
      const label = example[task]
      if (label === undefined) return
      const part = (CLASSES[task][label] ?? 0) * all
      importance[task][i] = ((importance[task][i] ?? 0) * part) / (sums[label] || 1)
    })
  }
}
