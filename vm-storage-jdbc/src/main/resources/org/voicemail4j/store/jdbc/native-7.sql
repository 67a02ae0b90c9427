create table if not exists vm_list (
    context varchar(64) not null,
    box_number varchar(64) not null,
    list_number integer not null,
    members ${text} not null,
    primary key (context, box_number, list_number)
)${options};
