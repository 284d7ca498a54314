const ARTICLES: Record<string, string> = {
  refund: 'a refund',
  'product fault': 'a product fault',
  account: 'an account',
  warranty: 'a warranty',
  booking: 'a booking',
  repair: 'a repair',
  subscription: 'a subscription',
  cancellation: 'a cancellation',
  order: 'an order',
  newsletter: 'the newsletter',
  'website or app': 'the website or app',
}

/** What somebody writes about, as it stands in a sentence: "a refund", "delivery". */
export function topicWords(topic: string): string {
  return ARTICLES[topic] ?? topic
}
