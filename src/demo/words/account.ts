import type { Matter } from './matter.ts'

export const ACCOUNT: Matter = {
  asks: [
    'I forgot my password',
    'hi, I forgot my password',
    'Can I change the name on my account?',
    'Can I order as a guest?',
    'Who reads my messages?',
    'How can I have my data erased?',
    'Do you read my mood?',
    'Is an outside AI service used?',
    'I want to unsubscribe from the newsletter',
    'Where do I change my delivery address?',
    'How do I get a new password?',
    'Do I need an account to order?',
    'How do I change my email address?',
    'How do I stop the newsletter?',
    'How do I close my account?',
    'What do you keep about me?',
    'How can I get a copy of my data?',
  ],
  follows: [
    'How do I change my email address?',
    'How long is the link good for?',
    'How do I close my account?',
  ],
  grumbles: [
    'I am confused, where do I change my password?',
    'I am afraid that somebody else uses my account. What do I do?',
  ],
  complaints: [
    'I have tried to log in five times now. Nothing works.',
    'The password email never comes, it is driving me mad',
    'I am locked out of my account',
    'I have been locked out of my account for a week and nobody helps. This is really bad service.',
    'I asked you twice to stop the newsletter and it still comes. I want to make a complaint.',
  ],
  taken: [
    'Hello, {staff} here. I can see the account, give me a minute and I will send you a new link.',
    'Hi, this is {staff}. I am sorry about the trouble, I am looking at your account now.',
  ],
  done: [
    'You can log in again. Everything is where it was.',
    'It is done, and you will get an email that says so.',
  ],
}

export const PRICE: Matter = {
  asks: [
    'How can I pay?',
    'Can I pay with my phone?',
    'I need an invoice for my company',
    'Can I pay by bank transfer?',
    'How do I use my gift voucher?',
    'I have lost my voucher code',
    'can I cancel my order? I ordered an hour ago',
    'Can I change the colour of what I ordered?',
    'Can I cancel a custom build?',
    'What condition must the old bike be in for the trade-in?',
    'Which bikes can I not trade in?',
    'Is there a discount for clubs?',
    'Where is my invoice?',
    'Can I have an invoice with a VAT number?',
    'Is it safe to send you my card number?',
    'How do vouchers work?',
    'How long is a voucher valid?',
    'How do I cancel my order?',
    'How does the trade-in for children’s bikes work?',
    'How much do I get for the old bike?',
  ],
  follows: [
    'Can I use two vouchers at once?',
    'How do vouchers work?',
    'Where is my invoice?',
    'How can I pay?',
  ],
  grumbles: [
    'I am worried, is it safe to send you my card number?',
    'Sadly I have lost my voucher. What now?',
  ],
  complaints: [
    'The price went up by 40 pounds overnight. Not nice.',
    'You charged my card twice and I had to find out from my bank.',
    'I was charged 25 pounds for delivery that should be free. Not good.',
    'Your checkout took my money and there is no order. I am worried and annoyed.',
    'Still no invoice after three emails. This is poor.',
    'The voucher that you gave me is refused at the checkout, what a shame',
    'My voucher code does not work',
    'I was charged twice for one bicycle and you still have my money. That is outrageous.',
    'The price in the basket was not the price on the page. I feel cheated and I want to complain.',
  ],
  taken: [
    'Hello, {staff} here. I have found both payments. One of them goes back to you today.',
    'Hi, this is {staff}. I am sorry about that. Let me look at the order.',
  ],
  done: [
    'The second payment is on its way back to your card.',
    'You have the old price, and the difference is on its way.',
  ],
}

/** What staff write where nothing went wrong. */
export const GENERAL: Pick<Matter, 'taken' | 'done'> = {
  taken: [
    'Hello, {staff} here. I have read what you wrote, so you need not say it again. Let me find out.',
    'Hi, this is {staff} from Larkfield. Good question, I am asking a colleague.',
    'Hello, my name is {staff} and I am a person. I am looking into it now.',
  ],
  done: [
    'I have asked, and written the answer into an email to you as well. Is there anything else?',
    'That is settled now. If anything is unclear, just write here.',
    'I have sent you all of it. Have a good ride!',
  ],
}

/** What customers ask again and again, and the sample pages do not answer. */
export const GAPS: readonly (readonly string[])[] = [
  [
    'Do you rent out bikes for a weekend?',
    'Can I hire two touring bikes for a weekend in June?',
    'Is it possible to rent a cargo bike for a day?',
    'what does it cost to hire a tandem for the weekend',
    'Do you have rental bikes for visitors?',
  ],
  [
    'Do you take part in the Cycle to Work scheme?',
    'Can my employer buy the bike through Cycle to Work?',
    'cycle to work scheme?',
    'Is the Heron available on a cycle to work salary scheme?',
    'How does cycle to work go with you, my employer uses it',
  ],
  [
    'Do you run maintenance classes for beginners?',
    'Is there a course where I learn to mend a puncture?',
    'Do you teach classes in bike maintenance in the evening?',
    'I would like to learn wheel truing, do you offer a course?',
  ],
]

export const ELSEWHERE: readonly string[] = [
  'Wann kommt mein Paket an?',
  'Ich warte seit drei Wochen auf meine Rückerstattung.',
  'Guten Tag, die Bremse an meinem neuen Rad ist kaputt.',
  'Où est mon colis ? Je l’attends depuis dix jours.',
  'Bonjour, comment puis-je renvoyer un casque ?',
  'Merci beaucoup, tout est arrivé.',
  '¿Cuánto tarda el envío a España?',
  'Mi pedido llegó roto. ¿Qué puedo hacer?',
]

/** Short or odd: nothing can be read of some of them. */
export const ODD: readonly string[] = [
  '?',
  'hello',
  'Hi there',
  'hm',
  '...',
  'bike',
  'ok',
  '👍',
  'asdf',
  'Heron 54cm??',
]

/** To the offer of a person. */
export const YES: readonly string[] = ['Yes please', 'Yes, please do', 'yes', 'Yes, that would be good']

export const PERSON: readonly string[] = [
  'Can I talk to a person please?',
  'I would like to speak to a human',
  'Please put me through to somebody, this is a bit complicated.',
  'I want a real person, please',
]
