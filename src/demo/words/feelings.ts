/** What customers write once it is over; {staff} is whoever helped. */
export const THANKS: readonly string[] = [
  'Thank you!',
  'thanks',
  'Great, thank you very much.',
  'Perfect, that is what I needed. Thanks!',
  'Cheers',
  'Thank you, that was quick.',
  'Lovely, thanks a lot',
]

export const PRAISE: readonly string[] = [
  'Thank you {staff}, you have been so kind. I did not expect that.',
  '{staff} was brilliant, thank you, please tell your boss.',
  'That is wonderful service, {staff}. Thank you so much!',
  'Thank you {staff}, you really listened. I am happy now.',
  'So pleased with {staff}, sorted in ten minutes.',
  '{staff} you are a star, thank you!',
]

export const HAPPY: readonly string[] = [
  'The Heron arrived today and I love it. Thank you!',
  'Just wanted to say thank you, the new helmet fits perfectly and I am very happy with it.',
  'Thanks for the Heron, what a great ride this morning. Best bike I have ever had!',
  'My daughter is over the moon with her new bike, thank you so much.',
  'Thank you, the workshop did a fantastic job on my old bike. It runs like new!',
  'Delivery came a day early. Brilliant, thanks!',
  'Thank you for the quick refund, that was very fair of you.',
]

/** In the middle of a talk with staff. */
export const ANSWERS: readonly string[] = [
  'Yes, that is the right address.',
  'I ordered it at the start of the month.',
  'OK, I am at home all afternoon.',
  'It is the blue one.',
  'Good, then I will wait for it.',
  'I can send a photo if that helps.',
  'Right. What do I have to do?',
]

export const STILL_CROSS: readonly string[] = [
  'I still think that this took far too long.',
  'All right, but I am not happy about it.',
  'That does not help me much now.',
]

export const NOT_YET: readonly string[] = [
  'No, it is still not here.',
  'Not yet, nothing has arrived.',
  'No, it is not right yet. It happened again.',
]

export const RIGHT_NOW: readonly string[] = [
  'Yes, all good now, thank you.',
  'Yes, it works now.',
  'It is all sorted now',
]

export const UNHELPED: readonly string[] = [
  'That did not help me.',
  'No, that is not what I asked.',
  'That is no help at all.',
]

/** What staff ask, and what they promise: {when} is filled in words. */
export const QUESTIONS: readonly string[] = [
  'Is the address on the order still right?',
  'Which colour did you have?',
  'Could you tell me when you ordered it?',
  'Are you at home tomorrow afternoon?',
]

export const PROMISES: readonly string[] = [
  'I will write to you by {when}.',
  'I will find out and tell you by {when}.',
  'I will have it sent by {when}.',
  'You will have an answer from me by {when}.',
]

export const NOTES: readonly string[] = [
  'Asked the warehouse, they look for it.',
  'Courier says it was scanned yesterday.',
  'Second time for this customer, let us be quick.',
  'Part is in stock.',
]
