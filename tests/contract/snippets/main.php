<?php
// Asks webhook.php about the webhook in the environment and the file `body`, and prints its answer.
declare(strict_types=1);

require 'webhook.php';

$headers = [];
foreach (['Id', 'Timestamp', 'Signature'] as $name) {
    $headers["Webhook-$name"] = getenv(strtoupper($name));
}
try {
    $event = verify(file_get_contents('body'), $headers, getenv('SECRET'));
    echo "accepted {$event['event']}\n";
} catch (UnexpectedValueException $trouble) {
    echo "refused: {$trouble->getMessage()}\n";
}
