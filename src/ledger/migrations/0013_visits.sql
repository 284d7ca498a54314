-- What the owner does: visits to customers, each with a note, and the digests that were written, one for each period.

create table visits (
  id text primary key,
  customer_id text not null references customers (id),
  at bigint not null,
  note text not null
);
create index visits_customer on visits (customer_id, at);
create index visits_at on visits (at);

create table digests (
  period text primary key,
  id text not null,
  text text not null,
  at bigint not null,
  place text,
  attempts integer not null,
  receipt text,
  error text,
  sent_at bigint
);

create index customers_since on customers (since, id);

-- Keys that let the owner in once, hashed.
create table sign_ins (
  key text primary key,
  until bigint not null,
  used_at bigint
);

-- Questions that found no answer; staff's own words, by when they were written.
create index turns_cause on turns (cause, settled_at);
create index messages_staff on messages (at) where author = 'staff';

-- Who was handed to people when.
create index conversations_began on conversations (customer_id, opened_at);
