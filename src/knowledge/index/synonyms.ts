import { stemOf } from '../words.ts'

// Words that customers and pages choose differently for one thing. A line is a group; a word may stand in several.
const GROUPS = `
cancel terminate end stop quit abort
cancel unsubscribe
stop unsubscribe disable
close delete remove erase deactivate
remove uninstall
buy purchase order
order purchase
cost price fee charge rate tariff pricing
cost expensive
cheap inexpensive affordable discount
free complimentary gratis
pay payment
pay bill charge
bill invoice receipt
invoice receipt
money cash fund
refund reimburse reimbursement repay
refund money
discount coupon voucher promo promotion
voucher coupon giftcard
deliver arrive shipment courier
parcel package shipment
courier carrier driver
track trace follow locate
late delay overdue slow
lose missing lost disappear
miss out
miss missing
return back
exchange swap replace replacement
replace substitute
change modify edit update alter amend adjust
change switch
update upgrade
break damage fault faulty defect crack
fault defect problem issue error bug
problem issue trouble
error fail failure crash exception
fail unsuccessful reject decline deny
repair fix mend service
fix resolve solve
start begin launch open
begin commence
end finish complete
open close
hours time schedule
account profile login
login signin logon
sign log
password passcode pin credential
email mail
mail post
phone telephone call mobile cellphone smartphone
phone number
contact reach call
contact support
help assist support assistance
support customer
talk speak chat
person staff employee someone representative
person representative operator
app application program software
website site webpage
site web
screen display monitor
picture image photo photograph
picture icon
film video movie
file document
document paper
copy duplicate backup
backup restore
save store keep
store shop
shop outlet
get receive obtain
receive arrive
give provide offer supply
send submit transmit forward
send dispatch
transmit spread
spread pass contagious infectious
carry transport
show display view
see view
find locate search
search look
choose select pick option
option setting preference
setting configuration configure setup
install setup
make create generate build
create add new
new novel
add insert include attach
add join
allow permit enable
permit permission
permission access right
forbid prohibit ban block
block ban suspend lock
lock freeze
restrict limit restriction
limit maximum max cap quota
maximum most
minimum least
big large size
large huge
small little tiny
size dimension measure fit
weight heavy load
fast quick speed rapid
speed performance
slow lag
safe secure security safety
secure protect protection
protect prevent avoid
prevent stop
danger hazard risk unsafe
risk vulnerable
severe serious
sick ill illness unwell
illness disease
sick symptom
doctor physician clinician
drug medicine medication
medicine treatment
treat treatment therapy cure
child kid minor baby
child children
baby infant newborn
pregnant pregnancy
parent mother father
old elderly senior
old age
job work employment career
work employee
employer company
company business firm organisation organization
business corporate
school university college
student pupil learner
teach train
train course
travel trip journey
flight plane fly airplane aircraft
luggage baggage bag suitcase
hotel room accommodation
book reserve reservation booking
book appointment
appointment visit meeting
visit meeting
country abroad international overseas foreign
abroad overseas
home house
house residence
home address
address location
move relocate
car vehicle
car automobile
drive driver
bike cycle bicycle
park parking
ticket pass
rule policy
policy term condition
law legal regulation
tax vat duty
duty custom
customs import
insure insurance cover
cover include
warranty guarantee
claim request
ask request
request apply application
apply application
application form
form document
renew extend renewal
extend prolong
expire expiry lapse valid
valid expire
duration period
period month
deadline due
need require requirement necessary
must require
eligible qualify entitled
entitle right
benefit advantage
difference compare versus
compare comparison
explain describe meaning
mean definition define
reason cause
cause lead
result outcome
effect impact affect
increase raise rise
raise increase
reduce decrease lower
lower drop
example sample
method approach
step procedure process
process handle
complain dissatisfied unhappy
unhappy angry
leave exit
leave quit
stay remain
wait queue
happen occur
check verify confirm validate
confirm confirmation
verify identity
identity id identification
id identifier
connect link
link url
connection network internet
internet wifi online
online website
wifi wireless
download export
upload import
print printer
share invite
invite invitation
member membership
membership subscription plan
plan subscription
subscription subscribe
subscribe join
group team
team staff
user customer client
client customer
admin administrator
manager owner
owner own
language translate
translate translation
message text sms
notification alert
notify inform tell
remind reminder
bank account
card debit credit
transfer send
transfer move
deposit pay
withdraw withdrawal
cash atm
balance amount
currency exchange
loan borrow credit
interest rate
statement bill
salary wage
wash clean laundry
clean disinfect
dirty stain
water wet
wet rain waterproof
rain weather
hot heat warm
heat temperature
cold cool
food meal eat
eat meal
drink beverage
dog pet animal
pet animal
gift present
wrap wrapping
colour color
shape form
clothes clothing garment apparel
clothing wear
shoe footwear
fabric material
battery charge
charge charger
power electricity
plug socket
engine motor
wheel tyre tire
seat saddle
brake stop
assemble build
assemble together
dismantle disassemble
instruction manual guide booklet
guide tutorial
manual handbook
part component
part spare
accessory extra
empty full
collect pickup
pickup collection
recycle dispose
dispose waste
waste rubbish garbage trash
environment green
disabled disability
wheelchair accessible
accessible accessibility
blind screenreader
private privacy
privacy data
data information
robot bot ai machine
bot assistant
human person
second used
used secondhand
stolen theft steal
fraud scam
hack hacker compromise
spam junk
version release
release launch
deploy deployment
server host
host hosting
database db
directory folder
path folder
function method
argument parameter option
parameter setting
variable env environment
key token
token credential
authenticate authentication auth login
authorise authorize authorization authorisation permission
encrypt encryption
hide redact mask
log record
record store
debug troubleshoot
troubleshoot diagnose
test check
test try
timeout deadline
parallel concurrent
format type
type kind
default standard
custom customise customize personalise
image picture
tag label
label sticker
proof evidence
prove proof
sure certain
nearby near
near close
dead die death
funeral death
injure injury hurt
hurt pain
mask facemask
vaccine vaccination jab
quarantine isolation isolate
isolate quarantine
`

const synonyms = new Map<string, Set<string>>()
for (const line of GROUPS.trim().split('\n')) {
  const stems = Array.from(new Set(line.split(' ').map(stemOf)))
  for (const stem of stems) {
    const others = synonyms.get(stem) ?? new Set()
    for (const other of stems) if (other !== stem) others.add(other)
    synonyms.set(stem, others)
  }
}

/** The stems that may say the same as a stem. */
export function synonymsOf(stem: string): Iterable<string> {
  return synonyms.get(stem) ?? []
}
