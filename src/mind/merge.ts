import { type Danger, Reading } from './reading.ts'

/** Gravest first. */
const DANGERS: readonly Danger[] = ['self_harm', 'safety', 'threat', 'legal']
/** A model knows more of what is meant than patterns do; so its word counts twice on what is a complaint. */
const MODEL_COUNTS = 2
const COMPLAINT_FROM = 0.5

/**
 * One reading out of the local one and a model's. Either one's wish for a person, danger or question is enough. On a
 * complaint their scores are weighed, the model's twice: so where they disagree the model decides unless it doubts and
 * the local reader does not. How somebody feels is the model's word where it has one.
 */
export function mergeReadings(local: Reading, model: Reading): Reading {
  const score = (local.complaintScore + MODEL_COUNTS * model.complaintScore) / (1 + MODEL_COUNTS)
  return Reading.parse({
    sentiment: model.sentiment ?? local.sentiment,
    feeling: model.sentiment === null ? local.feeling : model.feeling,
    reason: local.wantsPerson && !model.wantsPerson ? local.reason : model.reason,
    quote: model.quote ?? local.quote,
    topic: model.topic ?? local.topic,
    act: local.act === 'thank' && model.question ? 'ask' : local.act,
    complaint: score >= COMPLAINT_FROM,
    complaintScore: score,
    wantsPerson: local.wantsPerson || model.wantsPerson,
    wantsPersonScore: Math.max(local.wantsPersonScore, model.wantsPersonScore),
    question: local.question || model.question,
    questionScore: Math.max(local.questionScore, model.questionScore),
    danger: DANGERS.find((one) => one === local.danger || one === model.danger) ?? null,
    // English the local reader knows for sure.
    language: local.language === 'en' ? 'en' : (model.language ?? local.language),
    readBy: `${local.readBy} + ${model.readBy}`,
  })
}
