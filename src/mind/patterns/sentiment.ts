import { SentimentIntensityAnalyzer } from 'vader-sentiment'

// Words that the library takes for feelings and that customers use without any.
const FEELINGLESS =
  /\b(?:best (?:way|place|time|\w+ to|\w+ for)|easiest|easy|rewards?|love to|good (?:morning|afternoon|evening|day)|fits?|alarms?|bother|complaints?|please|pls|help|helps|helping|(?:would|'?d|i|you) like|like to|support|want|wants|wanted|care|sure|yes|no|credit|share|shares|die|cancel\w*|charged?|charges|number|natural|gift|gifts|save|safe|secure|security|free|interest\w*|top|true|matters?|problems?|issues?|questions?|well|party|fine|no problem|ok|okay|alert|alerts|cut|demand|pay|playing?|fun|join|kind of|block\w*|lowest|vision|opportunity|importan\w*|active|certain\w*|agree\w*|accept\w*|assets?|benefits?|bonus|challenge|chance|consent|promise|value|trust|share|straight|loose|lost|miss|missed|missing|stops?|stuck|drop\w*|failed|failure|error|errors|wrong|low|lower|leave|emergency)\b/gi
// The library looks at long capitals for a cubic time.
const LONG_WORD = /\S{25,}/gu

/** Scores English words from -1 to 1; 0 where there is no word of feeling. */
export function scoreWords(shown: string): number {
  const words = shown.replace(/[’‘]/gu, "'").replace(LONG_WORD, ' ')
  return SentimentIntensityAnalyzer.polarity_scores(words.replace(FEELINGLESS, 'it')).compound
}

/** The word that weighs most on the side that a score stands on, or null. */
export function heaviestWord(text: string, score: number): { word: string; index: number } | null {
  let heaviest: { word: string; index: number } | null = null
  let weight = 0.1
  let seen = 0
  for (const { 0: word, index } of text.matchAll(/[a-z']{3,24}/g)) {
    if (++seen > 300) break
    const scored = scoreWords(word) * Math.sign(score)
    if (scored > weight) {
      weight = scored
      heaviest = { word, index }
    }
  }
  return heaviest
}
