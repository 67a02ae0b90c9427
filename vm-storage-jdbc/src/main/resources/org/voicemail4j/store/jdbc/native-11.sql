create table if not exists vm_greeting_dates (
    context varchar(64) not null,
    box_number varchar(64) not null,
    kind varchar(16) not null,
    starts varchar(40),
    ends varchar(40),
    primary key (context, box_number, kind)
)${options};
