-- What a message is about as it is counted: its own topic, else its conversation's (spreadTopics in about.ts says the rule).
alter table readings add column subject text;
create temporary table told as
  select id, coalesce(topic, case when has_words then nearest end) as subject
    from (
      select id, topic, has_words, max(topic) over (partition by conversation_id, stretch) as nearest
        from (
          select r.id, r.conversation_id, r.topic, m.removed_at is null and r.read_by <> 'button' as has_words,
              case when count(r.topic) over written = 0 then 1 else count(r.topic) over written end as stretch
            from readings r join messages m on m.id = r.message_id
            where r.corrected_by is null
            window written as (partition by r.conversation_id order by r.wrote_at, m.seq)
        ) as stretches
    ) as nearby;
create unique index told_id on told (id);
-- Row by row as they lie on the disk: in the order of conversations a large ledger would be read and written many times.
update readings set subject = (select told.subject from told where told.id = readings.id) where corrected_by is null;
drop table told;
drop index readings_complaints;
create index readings_complaints on readings (complaint, wrote_at, subject, conversation_id)
  where corrected_by is null and complaint = 1;
