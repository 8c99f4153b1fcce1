create table facts (
    fair    text    not null,
    offset  integer not null,
    at      integer not null,
    actor   text    not null,
    command blob    not null,
    part    integer not null,
    slice   text    not null,
    body    blob    not null,
    hash    blob    not null,
    primary key (fair, offset)
) without rowid;

create unique index facts_command on facts (fair, command, part);

create table people (
    fair text not null,
    key  text not null,
    body text not null,
    primary key (fair, key)
) without rowid;
