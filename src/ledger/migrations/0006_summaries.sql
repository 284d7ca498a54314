-- What a model made of a conversation for whoever takes it over; null where the local words are all there is.

alter table handoffs add column summary text;
