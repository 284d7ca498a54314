import { describe, expect, it } from 'vitest'
import { makePlain } from '../../src/mind/patterns/plain-text.ts'
import { readTopic, TOPIC_NAMES } from '../../src/mind/patterns/topic.ts'

const topicOf = (text: string) => readTopic(makePlain(text))

describe('what a message is about', () => {
  it.each([
    ['where is my parcel?', 'delivery'],
    ['Your driver left it in the rain', 'delivery'],
    ['My lamp should have been here on Monday', 'delivery'],
    ['Hallo, wann wird geliefert?', 'delivery'],
    ['我的包裹在哪里', 'delivery'],
    ['can I return a jacket?', 'returns'],
    ['I sent the shoes back weeks ago', 'returns'],
    ['I want a refund', 'refund'],
    ['I was charged for two lamps', 'payment'],
    ['Can I have a receipt?', 'payment'],
    ['What does a haircut cost?', 'price'],
    ['That is too expensive for me', 'price'],
    ['Ist das nicht etwas teuer?', 'price'],
    ['the zip is broken', 'product fault'],
    ["The kettle won't switch on", 'product fault'],
    ['The handle fell off', 'product fault'],
    ['The clutch feels a bit strange', 'product fault'],
    ['Poor quality', 'quality'],
    ['La calidad es mala', 'quality'],
    ['These boots are too tight', 'size and fit'],
    ['Does it fit a child of six? Which size?', 'size and fit'],
    ['Could you mend my watch?', 'repair'],
    ['Können Sie mein Sofa reparieren?', 'repair'],
    ['Is there a warranty?', 'warranty'],
    ['I would like to make an appointment', 'booking'],
    ['Je voudrais prendre rendez-vous', 'booking'],
    ['The heater caught fire', 'safety'],
    ['Is this paint dangerous for cats?', 'safety'],
    ['I forgot my password', 'account'],
    ['I am locked out', 'account'],
    ['Somebody hacked me', 'security'],
    ['please delete my data', 'privacy'],
    ['when do you open on Sunday?', 'opening hours'],
    ['When does the café open?', 'opening hours'],
    ['Is the blue one sold out?', 'stock'],
    ['Please stop the newsletter', 'newsletter'],
    ['How much longer does my membership run?', 'subscription'],
    ['Is the cake vegan?', 'ingredients'],
    ['Is there parking?', 'where we are'],
    ['Are you hiring?', 'jobs'],
    ['How do I put it together?', 'instructions'],
    ['I want to cancel', 'cancellation'],
    ["Your website won't load", 'website or app'],
    ['I ordered two candles', 'order'],
    ['Somebody was rude to me', 'how we help'],
    ['Excellent customer service!', 'how we help'],
    ['do you like cats?', null],
    ['I am disappointed', null],
    ['This took far too long', null],
    ['It is not your fault', null],
    ['The service has been down all day', null],
    ['I need a moment', null],
    ['有人工服务吗', null],
    ['A member of your staff was rude', 'how we help'],
    ['It is a gift for a family member', null],
    ['I am a member and pay each month', 'payment'],
    ['Would Tuesday at ten work for you?', null],
    ['I would love to work for you', 'jobs'],
    ['I was in your shop in June and nobody said hello', null],
    ['Do you have a shop in Leeds?', 'where we are'],
    ['Are there any branches near me?', 'where we are'],
    ['I did not notice any difference', null],
    ['How much notice do you need if I cancel?', 'cancellation'],
    ['Il manque la notice de montage', 'instructions'],
    ['I am torn between the red one and the blue one', null],
    ['The sleeve is torn', 'product fault'],
    ['Is smoking allowed on the terrace?', null],
    ['The plug is smoking', 'safety'],
    ['I left it outside overnight', null],
    ['Mon abonnement est terminé', 'subscription'],
    ['Ich brauche einen Termin', 'booking'],
    ['Haben Sie freie Termine?', 'booking'],
  ])('in “%s” is %s', (text, topic) => {
    expect(topicOf(text)).toBe(topic)
  })

  it('is what went wrong, and not where it was bought or what it cost', () => {
    expect(topicOf('I bought it on your website and it arrived broken')).toBe('product fault')
    expect(topicOf('The wrong size came')).toBe('product fault')
    expect(topicOf('For that price the parcel should be on time')).toBe('delivery')
    expect(topicOf('Nobody answers about my refund, terrible service')).toBe('refund')
    expect(topicOf('The app crashes all the time')).toBe('website or app')
  })

  it('goes by a name that each has once', () => {
    expect(new Set(TOPIC_NAMES).size).toBe(TOPIC_NAMES.length)
  })
})
