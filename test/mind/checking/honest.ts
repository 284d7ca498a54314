import type { Ground } from '../../../src/mind/ground.ts'

/** Headings of the passages used, what was asked, an honest and kind answer in other words, and what else is known. */
export type Case = [headings: string[], asked: string, answer: string, more?: Partial<Ground>]

const customer = (text: string): Ground['said'] => [{ by: 'customer', text }]

/** Answers that are as they should be: each must pass. */
export const honest: Case[] = [
  [
    ['How long does a refund take'],
    'when do i get my money back?',
    'Once your parcel reaches us, we check it and send the refund within 3 working days. A card refund then takes another 3 to 5 working days, because your bank needs that time.',
  ],
  [
    ['How long does a refund take'],
    'refund by bank transfer?',
    'A refund by bank transfer takes another 1 to 2 working days after we send it. We check your return and send the refund within three working days of the parcel reaching us.',
  ],
  [
    ['How long does a refund take'],
    'I cancelled my order, when is the refund there?',
    'For a cancelled order we send your refund within two working days. If you paid by card, please allow 3 to 5 more working days for your bank.',
  ],
  [
    ['How long does a refund take'],
    'Will I be told?',
    "Yes, you'll get an email on the day we send your refund.",
  ],
  [
    ['How long does a refund take'],
    'Can I use the voucher refund right away?',
    'Yes, a refund to a voucher can be used at once.',
  ],
  [
    ['How long does a refund take'],
    'Still no refund!!! I sent it back last week',
    "I'm sorry this has been so frustrating. We send a refund within 3 working days after the return reaches us, and a card then takes another 3 to 5 working days. You get an email on the day it goes out.",
    { feeling: 'angry' },
  ],
  [
    ['How long does a refund take'],
    'When will I get my money back?',
    'You will get your money back on your card 3 to 5 working days after we have sent the refund.',
  ],
  [
    ['Where does the refund go'],
    'My card expired, what about the refund?',
    'If your card has expired, your bank usually passes the refund on to your new card. If the old account is closed, please tell us before the refund is sent, and a person will arrange a bank transfer with you.',
  ],
  [
    ['Where does the refund go'],
    'Which account?',
    'The refund goes back to the card, account or voucher you paid with.',
  ],
  [
    ['Do I get the delivery cost back'],
    'Do you refund shipping?',
    'We refund the standard delivery cost if you return the whole order and tell us within 14 days of its arrival. The extra cost of express delivery is not refunded, unless the parcel was late or the mistake was ours.',
  ],
  [
    ['Do I get the delivery cost back'],
    'My helmet came broken. Do I get the delivery cost back too?',
    "I'm sorry about your helmet. When an item was faulty, damaged, wrong or lost, we refund every delivery cost.",
    { feeling: 'disappointed' },
  ],
  [
    ['My refund has not arrived'],
    'My refund has not arrived',
    'I\'m sorry you are still waiting for your money.\n\n1. Check the date of our email that says "We have sent your refund".\n2. Count 5 working days from that date for a card.\n3. Look for LARKFIELD BICYCLES on your statement.\n4. If it is still missing, write to us and a person will send you the payment reference for your bank.',
    { feeling: 'worried' },
  ],
  [
    ['Why is my refund less'],
    'why did i get less than i paid',
    'If you changed your mind, the cost of the return label or the collection is taken off the refund. The email about your refund lists each amount. If one looks wrong to you, tell us and a person will check it.',
  ],
  [
    ['How long do I have to return'],
    'How long can I return something?',
    'You have 30 days from the day your order arrives to tell us. After that you have 14 more days to send the item back.',
  ],
  [
    ['How long do I have to return'],
    'It is a Christmas present, ordered in November',
    'An order that arrives between 1 November and 24 December can be returned until 31 January, so there is plenty of time.',
  ],
  [
    ['How long do I have to return'],
    'Are sale items different?',
    'No, sale items have the same thirty days as everything else.',
  ],
  [
    ['How long do I have to return'],
    'I got my order 20 days ago, can I still return it?',
    'Yes, you can. You have 30 days from the day it arrived to tell us, and then two more weeks to send it back.',
  ],
  [
    ['What condition must my return'],
    'can I try the bike before I decide',
    'You may sit on the bicycle and try the fit indoors. If it comes back with marks of riding, we may take the lost value off your refund, and we tell you the amount first.',
  ],
  [
    ['What condition must my return'],
    'can i return a helmet',
    'A helmet can come back if it is unworn and still has its labels. You may open the box and still return what is inside.',
  ],
  [
    ['What can I not return'],
    'Can I return a custom build?',
    'A custom build cannot be returned for a change of mind, because we make it for you alone. If it is faulty or arrives damaged, it is ours to put right.',
  ],
  [
    ['What can I not return'],
    'can I return a chain I shortened',
    "Parts that were cut to length can't be returned for a change of mind. That exception doesn't apply if the part is faulty, damaged or wrong.",
  ],
  [
    ['I lost my receipt'],
    'I lost my receipt',
    "That's no problem: your order number or email address is enough for a return.",
  ],
  [
    ['I lost my receipt'],
    'i threw away the bike box',
    'If the bicycle box is gone, tell us, and we will send you an empty one free of charge in the UK.',
  ],
  [
    ['Can I return a gift'],
    'can I return a gift without my aunt knowing',
    'Yes. A gift can be returned within the same 30 days, its value goes to you as a voucher, and we do not tell the giver.',
  ],
  [
    ['Can I swap for another size'],
    'My jacket is too small, can I swap it?',
    'Yes, you can swap for another size within the same 30 days. The first size exchange of clothing is free in the UK.',
  ],
  [
    ['Can I swap for another size'],
    'swap a bike for size L?',
    'You can. For the first size exchange of a bicycle you only pay the collection, and we send the new size free of charge.',
  ],
  [
    ['How do I send something back'],
    'How do I send something back?',
    'Here is how:\n\n1. Sign in to your account, open Orders and choose "Return something".\n2. Choose the items.\n3. Choose a label, a collection or a visit to our workshop.\n4. Pack everything well and put the return slip in the parcel.\n5. Hand it over and keep the proof of posting until the refund is there.\n\nIf you ordered without an account, just write to us with your order number.',
  ],
  [
    ['What does a return cost'],
    'What does it cost to send a helmet back?',
    'A UK return label for parts or clothing costs £3.50. Bringing it to our workshop is free. The cost is taken off your refund, so there is nothing to pay on the day.',
  ],
  [
    ['What does a return cost'],
    'cost of returning an ebike from Ireland',
    'Collecting an e-bike from Ireland costs £60, and we take it off your refund. If the e-bike is faulty, damaged or wrong, the return is free.',
  ],
  [
    ['What does a return cost'],
    'I live in France. What does returning a jacket cost?',
    'A return of clothing costs £14 from EU countries other than Ireland. It is free if the item is faulty, damaged or wrong.',
  ],
  [
    ['What does a return cost'],
    'how much to collect a bike',
    "- UK: £25\n- Ireland: £45\n- Other EU countries: £75\n\nThat's for a bicycle. We take it off your refund, so you don't pay anything on the day.",
  ],
  [
    ['I have no printer'],
    'no printer',
    'You do not need one. Choose "Code on my phone", and the parcel shop prints the label for you.',
  ],
  [
    ['How do I pack a bicycle'],
    'how do i pack the bike',
    'Turn the handlebar, take off the pedals and put the bike back into its box, with the pedals and small parts in a bag. If you cannot pack it yourself, tell us, and the driver will bring a box and pack it for you.',
  ],
  [
    ['Can I post an e-bike battery'],
    'Can I post my battery?',
    'Please never post an e-bike battery. It may only be sent with the collection that we arrange for you.',
  ],
  [
    ['Has my return reached you'],
    'Did my return arrive?',
    'You get an email from us on the day your return reaches us. If you have heard nothing within 10 working days of sending it, write to us and we will look for the parcel.',
  ],
  [
    ['Has my return reached you'],
    'I sent it three weeks ago, where is it? I am worried',
    'I understand that this is a worry. We email you on the day a return reaches us. As more than 10 working days have passed without an email, please write to us and we will look for the parcel.',
    { feeling: 'worried' },
  ],
  [
    ['How much is delivery in the UK'],
    'delivery cost uk?',
    'Standard delivery of parts and clothing costs £4.50 and takes 2 to 3 working days. From £50 it is free. Express costs £7.50 and comes on the next working day if you order before 1pm.',
  ],
  [
    ['How much is delivery in the UK'],
    'delivery of an e-bike?',
    'UK delivery of an e-bike is free and takes 5 to 7 working days.',
  ],
  [
    ['How much is delivery in the UK'],
    'I want a bike for £700, what is delivery?',
    'A bicycle that costs £600 or more is delivered free in the UK, in 3 to 5 working days.',
  ],
  [
    ['How much is delivery in the UK'],
    'I live in the Highlands',
    'Delivery to the Scottish Highlands costs the same, takes 2 working days longer and has no express option.',
  ],
  [
    ['When does my order leave'],
    'When do you ship?',
    'Parts and clothing ordered before 1pm on a working day leave the same day. Bicycles and e-bikes leave within 2 working days, after a last check.',
  ],
  [
    ['When does my order leave'],
    'how long for a custom build',
    'A custom build takes three to four weeks to make, and the delivery time starts after that.',
  ],
  [
    ['Do you deliver to Ireland'],
    'Ireland?',
    'Yes, we do. To Ireland, parts and clothing cost £9 (4 to 6 working days), a bicycle £45 (5 to 8 working days) and an e-bike £60 (7 to 10 working days).',
  ],
  [
    ['Do you deliver to the EU'],
    'Do you ship to Norway',
    "I'm sorry, we don't deliver to countries outside the UK and the EU, so Norway isn't possible.",
  ],
  [
    ['Do you deliver to the EU'],
    'Can you send an e-bike to Germany?',
    'Unfortunately not: we cannot send e-bikes or batteries to EU countries other than Ireland. A bicycle is possible for £75, in 7 to 12 working days.',
  ],
  [
    ['Will I have to pay customs'],
    'customs in Ireland?',
    'No. Prices for Ireland and the EU already include VAT and import duty, so there is no customs duty at your door.',
  ],
  [
    ['Do I have to be at home'],
    'do i need to be home for the bike',
    'Somebody needs to be at home to sign for a bicycle or an e-bike. Parts and clothing can be left in a safe place that you choose.',
  ],
  [
    ['Can I collect my order'],
    'click and collect?',
    'Yes, collecting an order from our workshop is free. An order in stock is ready within 2 working days and kept for 14 days.',
  ],
  [
    ['Where is my parcel'],
    'Where is my parcel?',
    'You find the tracking link in the email "Your order has left" and in your account under Orders. Tracking can stay quiet for up to 2 working days while the parcel travels between depots.',
  ],
  [
    ['My parcel is late'],
    'my parcel is late, this is ridiculous',
    "I'm really sorry about the wait. Please write to us with your order number if you have it; you don't need to call the courier, as we do that for you. A person will tell you what the courier says within 2 working days.",
    { feeling: 'angry' },
  ],
  [
    ['My parcel is late'],
    'what if you cannot find it',
    'If the courier cannot find a UK parcel within 5 working days, you can choose a new delivery or a full refund. For Ireland and the EU it is 10 working days.',
  ],
  [
    ['My parcel is late'],
    'I paid for express and it was late',
    "That's disappointing, and I'm sorry. If an express parcel is late, we refund the £7.50.",
    { feeling: 'disappointed' },
  ],
  [
    ['I need my order by a certain day'],
    'I need it by Friday',
    'Tell us the day you need it by, and a person will tell you honestly whether we can manage Friday.',
  ],
  [
    ['The tracking says delivered'],
    'Tracking says delivered but nothing is here',
    "That must be a worry. Some parcels are marked as delivered a day early. Please look at the photo or signature in the tracking, check your safe place, the porch, the shed and the bins, and ask your neighbours. If it hasn't turned up by the end of the next working day, write to us.",
    { feeling: 'worried' },
  ],
  [
    ['The tracking says delivered'],
    'do i have to prove i did not get it',
    'No, we will not ask you to prove that. The courier has 3 working days to find a parcel that is marked as delivered, and if it is not found you choose a new delivery or a full refund.',
  ],
  [
    ['The courier missed me'],
    'missed the courier',
    'The courier tries twice and then keeps the parcel for 7 days. You can pick a new day with your tracking link.',
  ],
  [
    ['The courier missed me'],
    'what if it goes back to you',
    'If the parcel comes back to us, we write to you and send it again free of charge once.',
  ],
  [
    ['My order arrived damaged'],
    'my bike arrived with a bent wheel',
    "I'm sorry your bike arrived like that. Please don't ride it. Take a photo of the damage, keep the box and all the parts, and write to us with your order number and the photos. A person will answer you within 1 working day, and you choose between a new part, a new item and a full refund.",
    { feeling: 'disappointed' },
  ],
  [
    ['My order arrived damaged'],
    'I noticed the damage after 10 days',
    'You can still tell us about it. We ask for damage to be reported within 7 days if you can, because that helps with the courier, but your rights stay the same after that.',
  ],
  [
    ['The box is damaged'],
    'I signed for it already',
    'That is fine. Signing for a parcel does not take away any of your rights, and you can still tell us about damage afterwards.',
  ],
  [
    ['I got the wrong item'],
    'you sent the wrong colour',
    "I'm sorry about the mix-up. Please keep the item unused if you can and write to us with your order number and a photo of what came. We send the right item at once, without waiting for the wrong one to come back.",
  ],
  [
    ['I got the wrong item'],
    'what if it is sold out',
    'If the right item is sold out, you choose a full refund or something else of the same price.',
  ],
  [
    ['Something is missing'],
    'pedals are missing',
    'Pedals, tools and small parts are in a flat box under the saddle, so please look there first. If something is still missing, tell us within 14 days of the arrival if you can. We send a missing part free of charge.',
  ],
  [
    ['My battery smells'],
    'my battery is smoking',
    'Please get everyone away from the battery now. Leave the building, close the doors behind you if that is safe, and call 999 in the UK or 112 in Ireland. Do not go back for anything.',
    { feeling: 'worried' },
  ],
  [
    ['My battery is swollen'],
    'battery bulging',
    "I'm glad you ask, safety comes first. Stop using the battery, do not touch or charge it, and get everyone away from it. Once you are safe, write to us, and a person will arrange what happens next.",
    { feeling: 'worried' },
  ],
  [
    ['My battery fell'],
    'battery got wet in rain',
    'Rain during a ride is no danger to a Larkfield battery in good condition. If it was under water, do not use or charge it and write to us.',
  ],
  [
    ['How do I charge the battery'],
    'how to charge safely',
    'Use only the charger that came with your e-bike, charge while you are awake and nearby, on a hard, dry floor away from beds, sofas and curtains. Unplug the charger when the battery is full.',
  ],
  [
    ['Can I open, repair'],
    'can i open the battery',
    'No, please never open or repair an e-bike battery. A mistake can start a fire, so we give no advice on that.',
  ],
  [
    ['How do I get rid of an old battery'],
    'old battery',
    'You can bring an old, undamaged Larkfield battery to our workshop for free. Never put a battery in a household bin.',
  ],
  [
    ['My bicycle has a fault'],
    'my gears are broken',
    "I'm sorry your bicycle has let you down. Write to us with your order number and what happens, and add a photo or short film if you can. A person from the workshop will answer you within 2 working days.",
    { feeling: 'frustrated' },
  ],
  [
    ['My bicycle has a fault'],
    'how long does a warranty repair take',
    'Usually up to 10 working days after the bicycle reaches our workshop. If it takes longer, we tell you before those 10 days are over.',
  ],
  [
    ['How long is the warranty'],
    'how long is the warranty on my e-bike',
    'The motor, battery and display of an e-bike have a 2-year warranty, and so do the frame and fork. All other parts have one year.',
  ],
  [
    ['How long is the warranty'],
    'warranty on gloves',
    'Clothing has a warranty of 12 months, starting on the day your order arrives.',
  ],
  [
    ['Can I have my money back for a faulty'],
    'I want my money back, the motor died after a week',
    "I'm sorry, that must be really disappointing. As the fault showed within 30 days of the arrival, you can choose a full refund, a repair or a replacement.",
    { feeling: 'disappointed' },
  ],
  [
    ['Can I have my money back for a faulty'],
    'fault after 3 months',
    'After 30 days we first repair or replace the item. If that does not put things right, you can ask for your money back.',
  ],
  [
    ['What does the warranty not cover'],
    'are brake pads covered',
    'Normal wear of tyres, tubes, chains and brake pads is not covered. If you are not sure about your case, ask us, and a person will look at your bicycle before saying no.',
  ],
  [
    ['My e-bike battery does not last'],
    'battery gets weak',
    'The battery warranty promises at least 70% of the first capacity for 2 years or 500 full charges, whichever comes first. Our workshop measures the capacity free of charge.',
  ],
  [
    ['I bought my bicycle second-hand'],
    'second hand warranty',
    'Yes, the warranty goes with the bicycle. You only need the first order number.',
  ],
  [
    ['How do I cancel my order'],
    'cancel my order please',
    'You can cancel free of charge until the order has left us. Sign in, open Orders, choose the order and then "Cancel". You\'ll then get an email that confirms it. If the button is gone, write to us at once, and a person will try to stop the order.',
  ],
  [
    ['How do I cancel my order'],
    'refund after cancelling',
    'We send the refund for a cancelled order within 2 working days, and for a card your bank then needs 3 to 5 working days.',
  ],
  [
    ['My order has already left'],
    'it already shipped but i do not want it',
    'An order that has left can no longer be cancelled, but you can return it within 30 days of its arrival. You can also refuse the parcel at the door, and we treat that as a return.',
  ],
  [
    ['Can I change the size, the colour'],
    'can I change the colour',
    'You can, until the order is being packed. Write to us with your order number and what you would like instead. If the new choice costs more, we send you a payment link; if it costs less, we refund the difference.',
  ],
  [
    ['I gave the wrong delivery address'],
    'wrong address!!',
    'You can change the address in your account under Orders until the order is being packed. If it has already left, write to us at once, and a person will ask the courier to change it. I cannot promise that the courier can do that on the way.',
  ],
  [
    ['Can I cancel a custom build'],
    'cancel custom build',
    'You can cancel a custom build free of charge within 48 hours of ordering. After that, write to us all the same, and a person will tell you what can still be changed and what it would cost.',
  ],
  [
    ['Can I cancel a custom build'],
    'how long can i cancel a custom order',
    'Within two days of ordering it is free of charge. After those 48 hours we have started to order and cut parts for you.',
  ],
  [
    ['I did not get an order confirmation'],
    'no confirmation email',
    'The confirmation comes by email within an hour. Please look in your spam folder too, and if it is not there after 1 hour, write to us before you order again.',
  ],
  [
    ['How does the trade-in work'],
    'trade in?',
    "We take back children's bikes that were bought from us, and you get a voucher for them. It is valid for two years and can be used for anything we sell.",
  ],
  [
    ['How much do I get for the old bike'],
    'How much for a 3 year old bike?',
    'For a bike that comes back between 2 and 4 years after its purchase you get 25% of the price you paid.',
  ],
  [
    ['How much do I get for the old bike'],
    'I paid £300 for it two years ago',
    'You paid £300, so what counts is the date: you get 40% of that price if the bike comes back within 2 years of its purchase, and 25% between 2 and 4 years.',
  ],
  [
    ['What condition must the bike be in'],
    'has scratches',
    'Scratches, worn tyres and missing stickers are fine. The frame and fork must be free of cracks and bends, and the bike must be complete.',
  ],
  [
    ['How do I trade in a bike'],
    'how do i trade in',
    '1. Write to us with your order number and two photos.\n2. A person will tell you the value within 2 working days.\n3. Bring the bike to our workshop, or give it to the driver who delivers your next Larkfield bicycle.\n4. We check it and email your voucher within 3 working days.',
  ],
  [
    ['Which bikes can I not trade in'],
    'adult bike trade in?',
    "I'm sorry, we don't take back bicycles or e-bikes for adults, or bikes of other makes.",
  ],
  [
    ['How do I make a complaint'],
    'I want to complain',
    "I'm sorry that something went wrong. You can write right here, email help@larkfield.example or call 020 7946 0123. Tell us what happened and what would put things right for you.",
    { feeling: 'angry' },
  ],
  [
    ['How long does a complaint take'],
    'how long for complaints',
    'A person answers within 1 working day, and we aim to settle every complaint within 5 working days. You have our final answer within 14 days.',
  ],
  [
    ['Who answers my complaint'],
    'who reads this',
    'A person answers every complaint, never the assistant alone, and stays with it until the end.',
  ],
  [
    ['I am not happy with the answer'],
    'not happy with your answer',
    "I'm sorry that the answer didn't help. You can ask for the owner of Larkfield Bicycles, who reads the whole complaint and answers within 5 working days.",
    { feeling: 'disappointed' },
  ],
  [
    ['I forgot my password'],
    'forgot password',
    'Open the sign-in page, choose "Forgotten password" and enter the email address of your account. Then open our email and choose a new password within 1 hour.',
  ],
  [
    ['The password email does not arrive'],
    'no password mail',
    'It usually arrives within 5 minutes. Please look in your spam folder and check whether you ordered with another email address.',
  ],
  [
    ['I am locked out'],
    'locked out',
    'After five wrong passwords an account is locked for half an hour. A new password opens it at once.',
  ],
  [
    ['Do I need an account'],
    'account needed?',
    'No, you can order without one. An order can be added to an account later with the order number and the same email address.',
  ],
  [
    ['I think somebody else is using'],
    'somebody hacked my account',
    'That\'s worrying, so let\'s make it safe:\n\n1. Choose a new password at once.\n2. Choose "Sign out everywhere" in "My details".\n3. Write to us, and a person will check your recent orders with you.',
    { feeling: 'worried' },
  ],
  [
    ['How do I stop the newsletter'],
    'stop newsletter',
    'Choose "Unsubscribe" at the end of any newsletter. It stops within 1 working day; emails about your orders still come.',
  ],
  [
    ['How do I close my account'],
    'close account',
    'Sign in, open "My details" and choose "Close my account", or ask us here. We must keep invoices for 6 years, even after that.',
  ],
  [
    ['How can I pay'],
    'payment options',
    'Online you can pay by debit card, credit card, bank transfer or voucher, and in the workshop also in cash. We do not offer instalments.',
  ],
  [
    ['How can I pay'],
    'custom build payment',
    'For a custom build you pay half when you order and half before the bicycle leaves us.',
  ],
  [
    ['My payment failed'],
    'charged twice!',
    "I'm sorry, that is annoying. If a payment fails, the pending amount usually disappears within 5 working days. If two payments have really left your account, tell us, and a person will refund the second one.",
    { feeling: 'frustrated' },
  ],
  [
    ['Where is my invoice'],
    'invoice?',
    'We email your invoice as a PDF on the day your order leaves. You can also download it in your account under Orders.',
  ],
  [
    ['Can I have an invoice with my company'],
    'VAT number on invoice',
    'Yes. Write to us with the order number and the VAT number, and a person will send you the corrected invoice within 2 working days.',
  ],
  [
    ['Is it safe to send you my card'],
    'shall I send my card number',
    'Please never send a card number or a password in a message. We will never ask you for one.',
  ],
  [
    ['How do vouchers work'],
    'voucher',
    'Vouchers are sold for any amount from £10 to £500 and come by email at once. A voucher is valid for 2 years and cannot be paid out in cash.',
  ],
  [
    ['My voucher or discount code'],
    'code does not work',
    'Please check the code for the letter O and the number 0, which are easily mixed up. You can use one discount code per order, together with any number of vouchers.',
  ],
  [
    ['My voucher or discount code'],
    'forgot to enter my discount code',
    'If you tell us on the same day, we will refund the difference.',
  ],
  [
    ['When can I reach a person'],
    'when can i talk to someone',
    'People answer messages and the phone from Monday to Friday, 9am to 5pm. You can email help@larkfield.example or call 020 7946 0123.',
  ],
  [
    ['When is the workshop open'],
    'open saturday?',
    'Yes, the workshop is open on Saturday from 9:00 to 17:00. On Sunday and Monday it is closed.',
  ],
  [
    ['When is the workshop open'],
    'opening hours',
    'The workshop is open from Tuesday to Friday, 8:30am to 6pm, and on Saturday from 9am to 5pm. You find it at 1 Sample Yard, Exampleton.',
  ],
  [
    ['Are you open on bank holidays'],
    'open on Christmas Eve?',
    'On 24 December we close at 1pm. From 25 December to 1 January we are closed, and the online shop takes orders all year.',
  ],
  [
    ['How do I book a service'],
    'book a service',
    'Sign in, choose "Workshop", then what you need and a day that suits you. Please bring the bicycle before 10am on that day. We send you a message when it is ready.',
  ],
  [
    ['What does a service or a repair cost'],
    'service price',
    'A basic service costs £45, a full service £95 and an e-bike service £120. A puncture repair is £12 with the new tube.',
  ],
  [
    ['What does a service or a repair cost'],
    'first service free?',
    'Yes, the first service of a bicycle bought from us is free within three months of its arrival.',
  ],
  [
    ['What do you keep about me'],
    'what data do you keep',
    'We keep your name, contact details, orders, repairs and messages. Orders and invoices are kept for 6 years, conversations for 24 months.',
  ],
  [
    ['How can I get a copy of my data'],
    'copy of my data',
    'Ask here or write to privacy@larkfield.example. We send the copy as a file within one month, free of charge, after checking that you are really you.',
  ],
  [
    ['How can I have my data erased'],
    'delete my data',
    'Ask us here or write to privacy@larkfield.example. We erase your conversations, mood readings and account within one month; invoices have to stay until the 6 years are over.',
  ],
  [
    ['Do you read my mood'],
    'are you reading my mood',
    'Yes, the assistant estimates from your words whether you are happy or unhappy, so that a person comes sooner when you need one. It never changes your prices, refunds or rights.',
  ],
  [
    ['Which size of bicycle'],
    'I am 1.75 m, which size?',
    'Size M fits riders from 165 to 177 cm tall, so that should suit you.',
  ],
  [
    ['Which size of bicycle'],
    'I am 164 and a half cm',
    'You are between two sizes: S fits riders from 150 to 164 cm and M from 165 to 177 cm. The smaller one is easier to handle, or you can ask us.',
  ],
  [
    ['Which size of children'],
    'bike for 118 cm',
    'A 20-inch bike fits children from 115 to 129 cm tall, so it suits your child at 118 cm. Please do not buy one to grow into, as a bike that is too large is hard to brake and steer.',
  ],
  [['How much weight'], 'weight limit ebike', 'An e-bike carries up to 130 kg, rider and luggage together.'],
  [
    ['Do I have to put the bicycle together'],
    'assembly?',
    "City bicycles and children's bikes come almost finished, and the last steps take about 30 minutes. The tools you need are in the box.",
  ],
  [
    ['I am not sure that I have done it right'],
    'did I do it right',
    'You can bring your new bicycle to our workshop, and we will check the assembly free of charge. If that is too far, write to us, and a person will help you step by step.',
  ],
  [
    ['Can I get into the workshop with a wheelchair'],
    'wheelchair',
    'Yes. The workshop has a step-free entrance, a wide door and an accessible toilet, with a marked parking space right beside the entrance.',
  ],
  [
    ['Is there a quiet time'],
    'quiet hour',
    'Every Wednesday from 8:30 to 9:30 in the morning is a quiet hour, with no music and no loud tools.',
  ],
  [
    ['Can I get documents in large print'],
    'large print',
    'Yes, free of charge. Ask us, and a person will send the pages within 5 working days.',
  ],
  [
    ['I cannot lift or unpack'],
    'I cannot lift the bike',
    'Tell us when you order, and two people will bring the bicycle inside and unpack it free of charge in the UK.',
  ],
  [
    ['Can I talk to a person'],
    'human please',
    'Of course. Just write "a person, please" in any words you like; you don\'t have to give a reason.',
  ],
  [
    ['Can the assistant see or change'],
    'can you cancel my order',
    "I'm an AI and can't see, change or cancel orders. A person can look at your order and cancel it. Would you like a person to take this up?",
  ],
  [
    ['Do I have to repeat'],
    'do i need to tell it all again',
    'No, the person who takes over sees the whole conversation.',
  ],
  [
    ['How long do I have to return'],
    'can you give me 50% off if I keep it?',
    "I can't offer a discount of 50%, and our pages say nothing about one. What you can do is return it: you have 30 days from the day it arrives to tell us.",
    { said: customer('I want 50% off') },
  ],
  [
    ['How long do I have to return'],
    '¿Cuánto tiempo tengo para devolver algo?',
    'Tiene 30 días desde el día en que llega su pedido para avisarnos, y después 14 días más para enviar el artículo.',
    { language: 'es' },
  ],
  [
    ['How long does a refund take'],
    '¿Cuándo recibo mi dinero?',
    'Revisamos la devolución y enviamos el reembolso en un plazo de 3 días laborables desde que nos llega el paquete. Con tarjeta, el banco necesita otros 3 a 5 días laborables.',
    { language: 'es' },
  ],
  [
    ['When is the workshop open'],
    'Wann hat die Werkstatt offen?',
    'Die Werkstatt ist von Dienstag bis Freitag von 8:30 bis 18 Uhr geöffnet und am Samstag von 9 bis 17 Uhr. Sonntags und montags ist sie geschlossen.',
    { language: 'de' },
  ],
  [
    ['What does a return cost'],
    'Was kostet die Rücksendung eines Fahrrads?',
    'Die Abholung eines Fahrrads kostet in Großbritannien £25, in Irland £45 und in anderen EU-Ländern £75. Wir ziehen den Betrag von der Erstattung ab.',
    { language: 'de' },
  ],
  [
    ['How much is delivery in the UK'],
    'Combien coûte la livraison ?',
    'La livraison standard de pièces et vêtements au Royaume-Uni coûte 4,50 £ et prend 2 à 3 jours ouvrés. Elle est gratuite à partir de 50 £.',
    { language: 'fr' },
  ],
  [
    ['When can I reach a person'],
    "Quand puis-je parler à quelqu'un ?",
    'Nos équipes répondent du lundi au vendredi, de 9 h à 17 h. Vous pouvez aussi écrire à help@larkfield.example ou appeler le 020 7946 0123.',
    { language: 'fr' },
  ],
  [
    ['Can I collect my order'],
    'Posso retirar na oficina?',
    'Sim, retirar o pedido na nossa oficina é grátis. Um pedido em estoque fica pronto em 2 dias úteis e é guardado por 14 dias.',
    { language: 'pt' },
  ],
  [
    ['How long is the warranty'],
    'Quanto dura la garanzia?',
    'Il telaio e la forcella di ogni bicicletta nuova hanno una garanzia di 2 anni. Le altre parti hanno una garanzia di 1 anno.',
    { language: 'it' },
  ],
  [
    ['The courier missed me'],
    'Ik heb de koerier gemist',
    'De koerier probeert het twee keer en bewaart het pakket daarna 7 dagen. Met uw trackinglink kunt u een nieuwe dag kiezen.',
    { language: 'nl' },
  ],
  [
    ['When is the workshop open'],
    'Kiedy otwarty jest warsztat?',
    'Warsztat jest otwarty od wtorku do piątku w godzinach 8:30–18:00, a w sobotę od 9:00 do 17:00. W niedzielę i poniedziałek jest zamknięty.',
    { language: 'pl' },
  ],
  [
    ['Are you open on bank holidays'],
    '¿Abren en Nochebuena?',
    'El 24 de diciembre cerramos a las 13:00. Del 25 de diciembre al 1 de enero estamos cerrados.',
    { language: 'es' },
  ],
]
