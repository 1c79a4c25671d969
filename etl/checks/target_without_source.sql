-- error
SELECT target_id AS subject FROM targets
WHERE (quote IS NULL OR line IS NULL) AND source_url IS NULL
ORDER BY 1
