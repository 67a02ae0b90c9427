create table if not exists vm_pin_since (
    context varchar(64) not null,
    box_number varchar(64) not null,
    since_ms bigint not null,
    primary key (context, box_number)
)${options};

insert into vm_pin_since (context, box_number, since_ms)
        select c.context, c.box_number, 0 from vm_credential c where c.pin is not null and not exists
        (select 1 from vm_pin_since p where p.context = c.context and p.box_number = c.box_number);
