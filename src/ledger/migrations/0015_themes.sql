-- The names under which a model groups the topics of readings; each topic in small letters. Nothing where there is no model.
create table themes (
  topic text primary key,
  theme text not null,
  named_by text not null,
  at bigint not null
);
create index themes_theme on themes (theme);

-- Topics are kept in small letters from now on.
update readings set topic = lower(topic) where topic is not null and topic <> lower(topic);
