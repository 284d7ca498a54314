import type { Case } from './honest.ts'

const RETURN = ['How long do I have to return', 'What does a return cost']
const DELIVERY = ['How much is delivery in the UK', 'When does my order leave']
const WARRANTY = ['How long is the warranty', 'My bicycle has a fault']
const BOOKING = ['How do I book a service', 'What does a service or a repair cost']
const CANCEL = ['How do I cancel my order']

/** Written after the checks were made, in the manner of chatty models; the checks were not fitted to most of them. */
export const moreHonest: Case[] = [
  [
    ['How long does a refund take', 'Where does the refund go'],
    'hey when do I get my cash',
    'Good question! After your parcel reaches us, our team checks the return and sends the refund within 3 working days. It goes back to the card, account or voucher you used. If you paid by card, your bank may need another 3 to 5 working days. I hope that helps!',
  ],
  [
    ['How long do I have to return', 'What does a return cost'],
    'can i send back shoes? how much?',
    'Yes, you can. Tell us within 30 days of the day your order arrives, and then you have 14 more days to post it.\n\n**What it costs:** a UK return label for clothing is £3.50, and we take that off your refund. Bringing it to the workshop is free.',
  ],
  [
    ['My parcel is late'],
    'parcel!!!! 3 weeks!!! unbelievable',
    "Three weeks is a long time to wait, and I'm sorry. Your parcel is our responsibility until it is in your hands. You don't have to call the courier: we do that for you. Please write to us with your order number, and a person will tell you what the courier says within 2 working days. Would you like me to bring in a person now?",
    { feeling: 'angry' },
  ],
  [
    ['The tracking says delivered'],
    'it says delivered yesterday, but no parcel',
    "I can see why that's worrying. A few things to try first:\n\n- Look at the photo or signature in the tracking.\n- Check your safe place, the porch, the shed and by the bins.\n- Ask the people you live with and your neighbours.\n\nStill nothing by the end of the next working day? Then write to us.",
    { feeling: 'worried' },
  ],
  [
    ['When is the workshop open', 'How do I book a service'],
    'can i come on saturday for a service',
    'The workshop is open on Saturday, from 9am to 5pm. To book, sign in and choose "Workshop", or simply write to us here. Please bring your bike before 10am on the day.',
  ],
  [
    ['What does a service or a repair cost'],
    'how much is a puncture and do i need an appointment',
    'A puncture repair costs £12, including the new tube. We always ask you before doing any work that costs more than agreed.',
  ],
  [
    ['What does a service or a repair cost', 'How do I book a service'],
    'flat tyre',
    'A flat tyre needs no booking and is usually fixed while you wait. It costs £12 with the new tube.',
  ],
  [
    ['How do I cancel my order', 'My order has already left'],
    'I want to cancel, order 48213',
    'To cancel order 48213, sign in, open Orders, choose it and then choose "Cancel". This is free until the order has left us. If it has left already, you can\'t cancel it any more, but you can return it within 30 days of its arrival.',
  ],
  [
    ['Can the assistant see or change', 'How do I cancel my order'],
    'please cancel order 48213 for me',
    "I'm not able to cancel orders myself, because I'm an AI assistant without access to them. You can do it in your account under Orders, or a person can do it for you. Shall I ask a person to take this up?",
  ],
  [
    ['I gave the wrong delivery address'],
    'wrong address, it left already',
    "If the order has left, please write to us straight away, and a person will ask the courier to change the address. We can't promise that it works, but a parcel that can't be delivered comes back to us and is sent again free of charge once.",
  ],
  [
    ['How long is the warranty', 'What does the warranty not cover'],
    'is a worn chain under warranty? i bought the bike 8 months ago',
    "Normal wear of chains isn't covered by the warranty, I'm afraid. If you think it's more than wear, ask us, and a person will look at your bicycle before saying no.",
  ],
  [
    ['How long is the warranty'],
    'warranty for e-bike motor, bought 18 months ago',
    'The motor of an e-bike has a warranty of 2 years from the day your order arrived, so at 18 months it should still be covered.',
  ],
  [
    ['Can I have my money back for a faulty'],
    'my new bike broke after 2 weeks. money back?',
    "I'm sorry to hear that. Since the fault showed within 30 days of the arrival, the choice is yours: a full refund, a repair or a replacement.",
    { feeling: 'disappointed' },
  ],
  [
    ['My e-bike battery does not last', 'How long is the warranty'],
    'battery only lasts half as long',
    'The warranty promises that the battery keeps at least 70% of its first capacity for two years or 500 full charges, whichever comes first. The workshop can measure it for you at no cost.',
  ],
  [
    ['Do you deliver to Ireland', 'Will I have to pay customs'],
    'shipping to Dublin and customs?',
    'Delivery of parts and clothing to Ireland costs £9 and takes 4 to 6 working days. There are no customs charges at your door: our prices for Ireland already include VAT and import duty.',
  ],
  [
    ['How much is delivery in the UK'],
    'what if i order for £60 of gloves',
    'From £50, standard UK delivery of clothing is free, so with £60 you would pay nothing for delivery.',
  ],
  [
    ['How much is delivery in the UK', 'When does my order leave'],
    'can i get a helmet by tomorrow',
    "With express UK delivery for £7.50 it comes on the next working day if you order before 1pm, so tomorrow is possible if tomorrow is a working day. I can't say for certain.",
  ],
  [
    ['How do vouchers work'],
    'how long is a voucher valid',
    "Vouchers stay valid for 2 years from the day of purchase. If you don't use it all, what's left stays on the voucher.",
  ],
  [
    ['How do vouchers work', 'Can I return a gift'],
    'i got a voucher and want cash',
    "A voucher can't be paid out in cash, sorry. An unused one can be returned within 30 days by the person who bought it.",
  ],
  [
    ['I lost my receipt'],
    'lost receipt, do I need it?',
    'No receipt needed! Your order number or email address is enough.',
  ],
  [
    ['How can I get a copy of my data', 'How can I have my data erased'],
    'gdpr',
    'You can ask for a copy of your data, or to have it erased, right here or at privacy@larkfield.example. Both are done within one month and free of charge.',
  ],
  [
    ['Who reads my messages', 'Is an outside AI service used'],
    'who sees this chat?',
    'An AI assistant reads your message first. The people who help customers at Larkfield Bicycles can read the whole conversation, and we never pass messages on to other customers.',
  ],
  [
    ['Which size of bicycle', 'How much weight'],
    "I'm 182 cm and 95 kg, which bike?",
    'At 182 cm, size L should fit: it is for riders from 178 to 189 cm. A city bicycle carries up to 120 kg and an e-bike up to 130 kg, with luggage, so 95 kg is fine.',
  ],
  [
    ['Do I have to put the bicycle together', 'How do I put my bicycle together'],
    'is it hard to assemble',
    "Not really: city bicycles come almost finished and the last steps take around 30 minutes. You'll find the tools in the box, and a booklet shows how to tighten the bolts. Please don't ride if the brakes, the handlebar or a wheel feel loose.",
  ],
  [
    ['I am not sure that I have done it right'],
    'not sure about my brakes',
    'Please bring your new bike to our workshop, where we check the assembly for free. If you live too far away, write to us and a person will help you step by step.',
  ],
  [
    ['I think somebody else is using'],
    'there is an order I did not make',
    'I\'m sorry, that\'s unsettling. Please choose a new password at once, then use "Sign out everywhere" under "My details", and write to us so that a person can check your recent orders with you. We never ask for your password.',
    { feeling: 'worried' },
  ],
  [
    ['How do I stop the newsletter'],
    'too many mails',
    'You\'ll find "Unsubscribe" at the end of every newsletter. It takes up to 1 working day to stop. Emails about your orders will still come.',
  ],
  [
    ['Something is missing'],
    'one of two parcels came',
    'Large orders may come in several parcels on different days, so it is worth looking in your account under Orders first. If something is still missing, tell us within 14 days if you can.',
  ],
  [
    ['How long does a complaint take', 'Who answers my complaint'],
    'I complained 2 days ago and nobody answered',
    "You're right to expect an answer by now, and I'm sorry. A person should answer a complaint within 1 working day. Would you like a person to take this up now?",
    { feeling: 'frustrated' },
  ],
  [
    ['What can you do to put things right'],
    'what will you do about it',
    "I'm sorry about this. We can repair, replace, refund or explain, and we ask what you would like before suggesting anything. What would put things right for you?",
    { feeling: 'angry' },
  ],
  [
    ['Can I get help by phone', 'Can somebody else speak for me'],
    'can my daughter call for me? i am deaf',
    'Yes, of course. A friend, a relative or a carer may write or call for you; we only ask you once whether that is all right. Calls through a relay service are welcome too.',
  ],
  [
    ['Do you sell adapted cycles'],
    'do you have trikes',
    "I'm sorry, we don't sell tricycles, handcycles or other adapted cycles. Our workshop can fit other grips, mirrors, pedals and brake levers for one hand, and tells you the price before any work starts.",
  ],
  [
    ['How does the trade-in work', 'How do I trade in a bike'],
    'my son outgrew his bike',
    "That happens fast! We take back children's bikes bought from us and give you a voucher, valid for 2 years. To start, write to us with your order number and two photos, and a person will tell you the value within 2 working days.",
  ],
  [
    ['My battery is swollen'],
    'my battery looks bulging but no smell',
    "I understand this is worrying. Please stop using it, don't touch or charge it, and keep everyone away. If it starts to smell, smoke, hiss, leak or get hot, get everyone out and call 999 in the UK or 112 in Ireland. You never pay for us to deal with a Larkfield battery that may be dangerous.",
    { feeling: 'worried' },
  ],
  [
    ['Are you open on bank holidays'],
    'are you open on new year',
    "We're closed from 25 December to 1 January, and on all bank holidays of England and Wales. You can order in the online shop on any day of the year.",
  ],
  [
    ['How can I pay', 'Is it safe to send you my card'],
    'can I just send you my card number',
    "Please don't send card numbers in a message; we'd never ask for one. Online you can pay by debit card, credit card, bank transfer or voucher.",
  ],
  [
    ['My payment failed'],
    'payment failed but money is pending',
    "That's annoying, I know. When a payment fails no order is made, so you can safely try again. The pending amount usually disappears within 5 working days.",
    { feeling: 'frustrated' },
  ],
  [
    ['Can I swap for another size', 'How do I send something back'],
    'wrong size, my own mistake',
    'No worries, that\'s easily sorted: you can swap for another size within 30 days, and the first size exchange of clothing is free in the UK. Choose "Return something" in your account under Orders to start.',
  ],
  [
    ['I got the wrong item'],
    'wrong item again!!',
    "I'm so sorry, and twice is not good enough. Please send us your order number and a photo of what came. We send the right item at once; for parts and clothing in the UK it travels by express delivery at our cost.",
    { feeling: 'angry' },
  ],
  [
    ['What condition must my return'],
    'i opened the box, can I still return?',
    'Yes. You may open the box and still return what is inside. Parts have to be unused, and clothing needs its labels.',
  ],
  [
    ['How long do I have to return'],
    '¿Puedo devolver un artículo rebajado?',
    'Sí, los artículos rebajados tienen los mismos 30 días que todo lo demás.',
    { language: 'es' },
  ],
  [
    ['My order arrived damaged'],
    'Mi bici llegó dañada',
    'Siento mucho que su bicicleta llegara así. No la use, haga una foto del daño y escríbanos con su número de pedido. Una persona le responderá en un plazo de 1 día laborable.',
    { language: 'es', feeling: 'disappointed' },
  ],
  [
    ['How long does a refund take'],
    'Quand serai-je remboursé ?',
    'Nous vérifions le retour et envoyons le remboursement dans les 3 jours ouvrés après réception du colis. Sur une carte, comptez encore 3 à 5 jours ouvrés.',
    { language: 'fr' },
  ],
  [
    ['How do I cancel my order'],
    'Kann ich stornieren?',
    'Sie können eine Bestellung kostenlos stornieren, bis sie uns verlassen hat. Melden Sie sich an, öffnen Sie Orders und wählen Sie "Cancel".',
    { language: 'de' },
  ],
  [
    ['Do you deliver to Ireland'],
    'Consegnate in Irlanda?',
    'Sì, la consegna di una bicicletta in Irlanda costa 45 £ e richiede da 5 a 8 giorni lavorativi.',
    { language: 'it' },
  ],
  [
    ['I forgot my password'],
    'Wachtwoord vergeten',
    'Open de inlogpagina en kies "Forgotten password". Vul het e-mailadres van uw account in en kies binnen 1 uur een nieuw wachtwoord.',
    { language: 'nl' },
  ],
  [
    ['How do vouchers work'],
    'Quanto tempo vale um vale?',
    'Um vale é válido por 2 anos a partir do dia da compra e pode ser usado online e na oficina.',
    { language: 'pt' },
  ],
  [
    ['Can I collect my order'],
    'Czy mogę odebrać zamówienie?',
    'Tak, odbiór zamówienia w naszym warsztacie jest bezpłatny. Zamówienie czeka na Państwa 14 dni.',
    { language: 'pl' },
  ],
  [
    ['When can I reach a person'],
    'いつ人と話せますか',
    '担当者は月曜日から金曜日の9時から17時まで対応しています。help@larkfield.example へのメールも可能です。',
    { language: 'ja' },
  ],
  [
    ['How long do I have to return'],
    'сколько дней на возврат?',
    'У вас есть 30 дней со дня получения заказа, чтобы сообщить о возврате, и ещё 14 дней, чтобы отправить товар.',
    { language: 'ru' },
  ],
  [
    RETURN,
    'how? my child is 110 cm',
    "Absolutely, you can send it back! You've got 30 days from arrival to let us know, and another 14 days after that to post the item.",
  ],
  [
    RETURN,
    'how? my child is 110 cm',
    "There's no cost if the item turns out to be faulty, damaged or wrong. Otherwise, collection of a bicycle is £25 in the UK, £45 in Ireland or £75 elsewhere in the EU.",
  ],
  [
    RETURN,
    'how? my child is 110 cm',
    'To sum up: tell us within 30 days, then you have two weeks to return it. For clothing, the label is £3.50 in the UK.',
  ],
  [
    DELIVERY,
    'how? my child is 110 cm',
    'If you order before 1pm on a working day, clothing goes out the same day. Standard delivery then takes 2-3 working days, or you can go for express at £7.50, which comes the next working day.',
  ],
  [
    DELIVERY,
    'how? my child is 110 cm',
    "An e-bike leaves us within two working days after a last check, and delivery then takes another 5 to 7 working days. In the UK that's free.",
  ],
  [
    WARRANTY,
    'how? my child is 110 cm',
    "I'm sorry your bike is giving you trouble. The frame and fork come with a two-year warranty, most other parts with one year. Drop us a line with your order number and what happens, and someone from the workshop will get back to you within 2 working days.",
    { feeling: 'frustrated' },
  ],
  [
    WARRANTY,
    'how? my child is 110 cm',
    'Please stop riding it if the problem is in the brakes, steering, a wheel, the fork or the frame. We can collect the bicycle for free, or you bring it to the workshop.',
  ],
  [
    BOOKING,
    'how? my child is 110 cm',
    'A full service is £95. You can book it in your account under "Workshop", by phone, or just tell us here which day suits you.',
  ],
  [
    BOOKING,
    'how? my child is 110 cm',
    "Bring your bike in before 10am on the day you booked, and you'll get a message from us once it's ready.",
  ],
  [
    CANCEL,
    'how? my child is 110 cm',
    'Yes, you can cancel for free as long as the order hasn\'t left us yet. Go to Orders in your account, choose the order and then "Cancel". We\'ll send a confirmation by email, and the refund goes out within 2 working days.',
  ],
  [
    CANCEL,
    'how? my child is 110 cm',
    'If you can\'t see the "Cancel" button any more, the order is already being packed. Write to us right away and a person will try to stop it.',
  ],
  [
    ['The password email does not arrive'],
    'how? my child is 110 cm',
    'No email yet? It usually takes up to 5 minutes. Have a look in your spam folder, and try the other email addresses you may have used. You may also have ordered without an account; in that case write to us and a person will find out with you.',
  ],
  [
    ['Where is my invoice'],
    'how? my child is 110 cm',
    'You can find every invoice in your account under Orders, and we also send it by email as a PDF on the day your order leaves.',
  ],
  [
    ['When is the workshop open'],
    'how? my child is 110 cm',
    "We're closed on Mondays and Sundays. Tuesdays to Fridays you'll find us there from 8:30am until 6pm, and on Saturdays from 9am until 5pm.",
  ],
  [
    ['My parcel is late'],
    'how? my child is 110 cm',
    "That's really frustrating, I understand. Once you write to us, we contact the courier for you, and you'll hear what they say within 2 working days. If a UK parcel isn't found within 5 working days, you can choose between a new delivery and a full refund.",
    { feeling: 'frustrated' },
  ],
  [
    ['How do vouchers work'],
    'how? my child is 110 cm',
    'You can get a voucher for anything between £10 and £500. It arrives by email straight away and stays valid for two years.',
  ],
  [
    ['Can I return a gift'],
    'how? my child is 110 cm',
    "Of course! The same 30 days apply. You'll receive the value as a voucher, and the giver won't hear about it from us.",
  ],
  [
    ['How can I have my data erased'],
    'how? my child is 110 cm',
    'Sure. Just say so here or email privacy@larkfield.example. Within a month we erase your conversations, mood readings and account. Invoices are the one thing we have to keep, for 6 years.',
  ],
  [
    ['Is there a quiet time'],
    'how? my child is 110 cm',
    'Wednesdays between 8:30am and 9:30am are our quiet hour: no music, no loud tools.',
  ],
  [
    ['Which size of children'],
    'how? my child is 110 cm',
    'For a child who is 110 cm tall, the 16-inch bike is the right one (105 to 114 cm).',
  ],
]
