import { describe, expect, it } from 'vitest'
import { createLocalReader } from '../../src/mind/local-reader.ts'

const reader = createLocalReader()
const reasonOf = async (text: string) => (await reader.read(text, [])).reason

describe('why somebody is happy', () => {
  it.each([
    ['Thank you, your driver was so friendly', 'somebody was kind'],
    ['thank you so much, that was very kind of you', 'somebody was kind'],
    ['Thanks for the quick reply', 'it was quick'],
    ['Great, it arrived on time', 'it was quick'],
    ['That is a fair price, thank you', 'it was fair'],
    ['Thanks, that was really easy', 'it was easy'],
    ['Thank you, it works perfectly now', 'it works well'],
    ['I love my new coffee grinder', 'the product is good'],
    ['Great quality, will buy again', 'the product is good'],
    ['Excellent customer service, thank you', 'somebody helped well'],
    ['I am very happy with your service', 'somebody helped well'],
    ['Perfect, that is just what I needed', 'it helped'],
    ['Thank you Ann, you were so quick and so kind', 'somebody was kind; it was quick'],
    ['Muchas gracias, muy amable', 'somebody was kind'],
    ['Gracias, funciona muy bien', 'it works well'],
    ['Merci, très rapide', 'it was quick'],
    ['Danke, das ging sehr schnell', 'it was quick'],
    ['Vielen Dank, sehr freundlich!', 'somebody was kind'],
    ['Obrigado, ótimo atendimento', 'somebody helped well'],
    ['Bedankt, goede kwaliteit', 'the product is good'],
    ['Dziękuję, bardzo szybka dostawa', 'it was quick'],
    ['Teşekkürler, çok hızlı geldi', 'it was quick'],
    ['谢谢，很快', 'it was quick'],
    ['ありがとう、助かりました', 'it helped'],
    ['शुक्रिया, बहुत जल्दी आ गया', 'it was quick'],
    ['شكرا، خدمة ممتازة', 'somebody helped well'],
  ])('is read in “%s”: %s', async (text, reason) => {
    expect(await reasonOf(text)).toBe(reason)
  })

  it.each([
    'Thanks a lot',
    'Thanks, please send it quickly',
    'Thank you! One quick question',
    'Fair enough, thanks',
    'Great, not quick at all, but thank you',
    'Danke. Mit freundlichen Grüßen, Anna',
    'Thank you, please let me know when it is fixed',
    'Many thanks, I hope it is solved soon',
    "Lovely, thank you, though it wasn't delivered on time",
    "Thanks a lot, even if your driver wasn't friendly",
  ])('is not made up in “%s”', async (text) => {
    expect(await reasonOf(text)).toMatch(/^(?:kind words|words of thanks)/)
  })

  it('is not named where somebody is unhappy', async () => {
    expect(
      await reasonOf('You were kind, but I have been waiting three weeks and nobody answers'),
    ).not.toContain('somebody was kind')
  })

  it('stands in the customer’s own words', async () => {
    const text = 'Hello. The repair was done within two days! Thank you, Ann was lovely.'
    expect(await reader.read(text, [])).toMatchObject({ quote: 'The repair was done within two days' })
  })
})
