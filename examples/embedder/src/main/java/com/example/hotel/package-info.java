/** Voicemail for the rooms of a hotel: a message store and a telephone line of the hotel's own under voicemail4j. */
package com.example.hotel;
